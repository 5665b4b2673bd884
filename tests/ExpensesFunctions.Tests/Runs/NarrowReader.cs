using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>The real reader, a few entries at a time: a small ledger takes many steps.</summary>
internal sealed class NarrowReader(ILedgerReader real) : ILedgerReader
{
    public string PlatformKey => real.PlatformKey;

    public int PageSize => 5;

    public Task<LedgerEntryPage> ListAsync(Connection connection, DateTimeOffset from, string? after, CancellationToken cancellationToken = default) =>
        real.ListAsync(connection, from, after, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> FindAsync(
        Connection connection, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default)
    {
        Assert.InRange(recordIds.Count, 1, PageSize);
        return real.FindAsync(connection, recordIds, cancellationToken);
    }
}
