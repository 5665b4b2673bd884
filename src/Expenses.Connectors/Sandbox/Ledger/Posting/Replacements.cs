using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// Updates of records. The record keeps its id and attachments and gets the next version; the version before is kept in
/// a row of its own, outside of every balance. All of it is part of the request's one transaction.
/// </summary>
internal sealed class Replacements(LedgerTable table)
{
    /// <summary>The records a batch updates, as they are now; documents whose record is not fit for it are refused.</summary>
    public async Task<IReadOnlyList<Replacement>> FindAsync(LedgerName ledger, PostingBatch batch, CancellationToken cancellationToken)
    {
        var found = new List<Replacement>();
        foreach (var draft in batch.Drafts.Where(draft => batch.ReplacedBy(draft) is not null).ToList())
        {
            var id = batch.ReplacedBy(draft)!;
            if (found.Exists(one => string.Equals(one.Row.RowKey, id, StringComparison.Ordinal)))
            {
                batch.Refuse(draft, Refusals.UpdatedTwice(id));
                continue;
            }

            var row = LedgerRow.JournalNumber(id) is null ? null : await table.FindAsync(ledger, id, cancellationToken);
            if (row is null)
            {
                batch.Refuse(draft, Refusals.UnknownRecord(id));
            }
            else if (JsonColumns.Read<SandboxJournal>(row) is var current && IsUpdate(draft, current))
            {
                found.Add(new Replacement(row, current, Next(draft, current)));
            }
            else
            {
                batch.Refuse(draft, Refusals.NotUpdatable(id));
            }
        }

        return found;
    }

    // What is posted stays posted: no update takes an entry out of the balances again.
    private static SandboxJournal Next(SandboxJournal draft, SandboxJournal current) => draft with
    {
        JournalId = current.JournalId,
        Version = current.Version + 1,
        IsDraft = draft.IsDraft && current.IsDraft,
    };

    private static bool IsUpdate(SandboxJournal draft, SandboxJournal current) =>
        string.Equals(draft.Reference, current.Reference, StringComparison.Ordinal)
        && draft.Kind == current.Kind
        && draft.Type == current.Type
        && current.Type is null or ExpenseType.Payment;
}

/// <summary>One update of a record.</summary>
/// <param name="Row">The record's row as read; it must still be that when the update is written.</param>
/// <param name="Current">The version in it.</param>
/// <param name="Next">The version that takes its place.</param>
internal sealed record Replacement(TableEntity Row, SandboxJournal Current, SandboxJournal Next)
{
    /// <summary>The changes that make the update.</summary>
    public IEnumerable<TableTransactionAction> Changes(LedgerName ledger)
    {
        var kept = new TableEntity(ledger.Partition, LedgerRow.Superseded(LedgerRow.JournalNumber(Row.RowKey)!.Value, Current.Version));
        JsonColumns.Write(kept, Current);
        var changed = new TableEntity(Row);
        JsonColumns.Replace(changed, Next);
        yield return new TableTransactionAction(TableTransactionActionType.Add, kept);
        yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, changed, Row.ETag);
    }
}
