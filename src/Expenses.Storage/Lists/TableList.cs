using Azure.Data.Tables;

namespace Expenses.Storage.Lists;

/// <summary>Neighbouring rows of a partition that are a list in the order of their keys, and the row of its index beside them.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition of rows and index.</param>
/// <param name="First">The prefix of the rows' keys.</param>
/// <param name="Behind">A key behind every row's.</param>
/// <param name="IndexRow">The index's key; not between the two.</param>
internal sealed record TableList(TableClient Table, string Partition, string First, string Behind, string IndexRow)
{
    /// <summary>Run before the list's first index is made: brings rows of older versions into the list. May run more than once.</summary>
    public Func<CancellationToken, Task> BringOldRows { get; init; } = _ => Task.CompletedTask;

    /// <summary>What an index says of a row: its key without the prefix.</summary>
    public string KeyOf(string rowKey) => rowKey[First.Length..];
}
