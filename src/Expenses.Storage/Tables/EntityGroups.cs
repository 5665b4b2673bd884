using Azure.Data.Tables;

namespace Expenses.Storage.Tables;

/// <summary>Writes many rows of one partition in as few entity group transactions as their limits allow.</summary>
internal static class EntityGroups
{
    /// <summary>The most rows one transaction takes.</summary>
    public const int MaxRows = 100;

    /// <summary>Stays below the 4 MiB that one transaction may be long.</summary>
    public const int MaxBytes = 3_500_000;

    private const int BytesPerProperty = 200;
    private const int BytesPerRow = 4_000;
    private const int BytesPerCharacter = 6;

    /// <summary>Writes rows whole, whatever was there before. Rows of one unit are written together or not at all.</summary>
    /// <param name="table">The table.</param>
    /// <param name="units">The units in order; all in one partition.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When all are stored.</returns>
    public static async Task ReplaceAsync(
        this TableClient table, IEnumerable<IReadOnlyList<TableEntity>> units, CancellationToken cancellationToken)
    {
        var group = new List<TableTransactionAction>();
        var bytes = 0;
        foreach (var unit in units)
        {
            var size = unit.Sum(SizeOf);
            if (group.Count > 0 && (group.Count + unit.Count > MaxRows || bytes + size > MaxBytes))
            {
                await table.SubmitTransactionAsync(group, cancellationToken);
                group = [];
                bytes = 0;
            }

            group.AddRange(unit.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));
            bytes += size;
        }

        if (group.Count > 0)
        {
            await table.SubmitTransactionAsync(group, cancellationToken);
        }
    }

    /// <summary>The longest text each of some rows may carry if they must fit one transaction.</summary>
    /// <param name="rows">How many rows.</param>
    /// <returns>A number of characters.</returns>
    public static int TextPerRow(int rows) => Math.Min(LongText.MaxLength, ((MaxBytes / rows) - BytesPerRow) / BytesPerCharacter);

    // A character may take six bytes in JSON (\u00e9).
    private static int SizeOf(TableEntity row) =>
        row.Sum(property => BytesPerProperty + (property.Value is string text ? text.Length * BytesPerCharacter : 0));
}
