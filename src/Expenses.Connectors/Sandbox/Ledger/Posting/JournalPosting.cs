using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Connectors.Sandbox.Ledger.Rows;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// Books documents. All journals of a request, their keys and the new head are one entity-group transaction: in the
/// good case one call to Table storage for 25 documents. When it is refused, because a key is known or another process
/// moved the head, keys and head are read again and the rest is tried again.
/// </summary>
internal sealed class JournalPosting(LedgerTable table, BooksStore books, KeyIndex keys, SandboxOptions options)
{
    // Each lost race means that another writer of this ledger got on; many in a row are an overload, not a dead end.
    private const int Attempts = 20;

    private readonly Replacements _replacements = new(table);

    public async Task<IReadOnlyList<PostingOutcome>> PostAsync(LedgerSession session, IReadOnlyList<PostingRequest> requests, CancellationToken cancellationToken)
    {
        var batch = PostingBatch.Prepare(requests, await books.ReadAsync(session, cancellationToken), options);
        batch.Known(await keys.FindAsync(session.Name, batch.RefusedKeys, cancellationToken));
        await session.Writing.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(session, batch, cancellationToken);
        }
        finally
        {
            session.Writing.Release();
        }

        return batch.Outcomes();
    }

    private async Task WriteAsync(LedgerSession session, PostingBatch batch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; batch.Drafts.Count > 0; attempt++)
        {
            if (await TryCommitAsync(session, batch, cancellationToken))
            {
                return;
            }

            if (attempt == Attempts)
            {
                throw new LedgerException(LedgerError.Unavailable, "busy", "Other requests kept writing to this ledger; nothing was booked.");
            }

            batch.Known(await keys.FindAsync(session.Name, batch.Drafts.Select(draft => draft.IdempotencyKey), cancellationToken));
        }
    }

    private async Task<bool> TryCommitAsync(LedgerSession session, PostingBatch batch, CancellationToken cancellationToken)
    {
        var replacements = await _replacements.FindAsync(session.Name, batch, cancellationToken);
        var fresh = batch.Drafts.Where(draft => batch.ReplacedBy(draft) is null).ToList();
        if (replacements.Count + fresh.Count == 0)
        {
            return true;
        }

        var head = session.Head ?? await ReadHeadAsync(session.Name, cancellationToken);
        // Whatever becomes of the write, this head is used up; a crash on the way must not leave it behind either.
        session.Head = null;
        var journals = fresh.Select((draft, i) => draft with { JournalId = LedgerRow.Journal(head.LastNumber + 1 + i) }).ToList();
        var moved = head.LastNumber + journals.Count;
        List<SandboxJournal> booked = [.. journals, .. replacements.Select(replacement => replacement.Next)];
        List<TableTransactionAction> changes =
        [
            head.MoveTo(session.Name, moved),
            .. journals.Select(journal => NewRow(session.Name, journal)),
            .. replacements.SelectMany(replacement => replacement.Changes(session.Name)),
            .. booked.Select(journal => KeyRow(session.Name, journal, batch.Fingerprint(journal.IdempotencyKey))),
        ];
        if (await table.TryCommitAsync(changes, cancellationToken) is not { } responses)
        {
            return false;
        }

        session.Head = responses[0].Headers.ETag is { } etag ? new LedgerHead(moved, etag) : null;
        booked.ForEach(batch.Posted);
        return true;
    }

    private async Task<LedgerHead> ReadHeadAsync(LedgerName ledger, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(ledger, LedgerRow.Head, cancellationToken)
            ?? throw new InvalidDataException("The ledger has books but no head row.");
        return LedgerHead.From(row);
    }

    private static TableTransactionAction NewRow(LedgerName ledger, SandboxJournal journal)
    {
        var row = new TableEntity(ledger.Partition, journal.JournalId);
        JsonColumns.Write(row, journal);
        return new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    private static TableTransactionAction KeyRow(LedgerName ledger, SandboxJournal journal, string fingerprint) =>
        new(TableTransactionActionType.Add, new KeyEntry(journal.JournalId, fingerprint).ToRow(ledger, journal.IdempotencyKey));
}
