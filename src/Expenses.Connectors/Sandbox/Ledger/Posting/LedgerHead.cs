using Azure;
using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Rows;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>The number of the last journal. Written in the transaction that adds journals, so numbers have no gaps.</summary>
internal sealed record LedgerHead(long LastNumber, ETag ETag)
{
    private const string LastNumberColumn = "LastNumber";

    public static LedgerHead From(TableEntity row) => new(row.GetInt64(LastNumberColumn) ?? 0, row.ETag);

    public static TableEntity Empty(LedgerName ledger) => Row(ledger, 0);

    /// <summary>The change that moves the head, if it is still where it was.</summary>
    public TableTransactionAction MoveTo(LedgerName ledger, long lastNumber) =>
        new(TableTransactionActionType.UpdateReplace, Row(ledger, lastNumber), ETag);

    private static TableEntity Row(LedgerName ledger, long lastNumber) =>
        new(ledger.Partition, LedgerRow.Head) { [LastNumberColumn] = lastNumber };
}
