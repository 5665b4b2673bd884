using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox.Ledger.Records;

/// <summary>
/// Writes records into the books. A new record's id follows from the caller's key, so the same key again finds it; a change
/// that is there already is not made again.
/// </summary>
internal sealed class RecordWriting(LedgerTable table, TimeProvider clock)
{
    // A table row holds 1 MiB; what is left is room for its other columns.
    private const int LargestBooks = 900_000;
    private const int Attempts = 20;

    public async Task<ReferenceWriteOutcome> WriteAsync(LedgerSession session, ReferenceWrite write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var row = await table.FindAsync(session.Name, LedgerRow.Books, cancellationToken)
                ?? throw new LedgerException(LedgerError.BadRequest, "no_ledger", "This connection has no sandbox ledger: it was never opened.");
            var books = JsonColumns.Read<ReferenceData>(row);
            var change = RecordChange.Of(write, new LedgerBooks(books), clock.GetUtcNow());
            if (change.Books is null)
            {
                return change.Outcome;
            }

            // A row of its own: the old one may have more columns than the new document.
            var next = new TableEntity(row.PartitionKey, row.RowKey) { ETag = row.ETag };
            if (JsonColumns.Write(next, change.Books) > LargestBooks)
            {
                return new ReferenceWriteOutcome(RecordId: null, ["the sandbox ledger has no room for more records."]);
            }

            if (await table.TryReplaceAsync(next, cancellationToken))
            {
                session.Books = new CachedBooks(new LedgerBooks(change.Books), clock.GetUtcNow());
                return change.Outcome;
            }
        }

        throw new LedgerException(LedgerError.Unavailable, "busy", "Other requests kept writing to this ledger; nothing was written.");
    }
}
