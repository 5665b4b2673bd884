using System.Runtime.CompilerServices;
using Expenses.Connectors.Sandbox.Ledger.Attachments;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Rows;

namespace Expenses.Connectors.Sandbox.Ledger.Reports;

/// <summary>Reads the books. Journals are numbered without gaps, so a page is a key range and the total is the last number; of deleted ones the page has less.</summary>
internal sealed class LedgerReports(LedgerTable table, BooksStore books)
{
    public async Task<SandboxJournalPage> ListJournalsAsync(LedgerName ledger, int first, int count, CancellationToken cancellationToken)
    {
        var head = await table.FindAsync(ledger, LedgerRow.Head, cancellationToken);
        var total = head is null ? 0 : (int)LedgerHead.From(head).LastNumber;
        var last = Math.Min((long)first + count, total);
        if (first >= last)
        {
            return new SandboxJournalPage([], total);
        }

        var attachments = await ReadAttachmentsAsync(ledger, first + 1, last, cancellationToken);
        var journals = new List<SandboxJournal>();
        await foreach (var journal in ReadJournalsAsync(ledger, first + 1, last, cancellationToken))
        {
            journals.Add(journal with
            {
                Attachments = [.. attachments[journal.JournalId]],
                Superseded = journal.Version == 1 ? [] : await ReadSupersededAsync(ledger, journal, cancellationToken),
            });
        }

        return new SandboxJournalPage(journals, total);
    }

    public Task<bool> DeleteJournalAsync(LedgerName ledger, string journalId, CancellationToken cancellationToken) =>
        table.DeleteAsync(ledger, journalId, cancellationToken);

    public async Task<SandboxTrialBalance> TrialBalanceAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        var currency = (await books.FindAsync(session, cancellationToken))?.BaseCurrency ?? StandardChart.BaseCurrency;
        var sums = new SortedDictionary<string, (decimal Debit, decimal Credit)>(StringComparer.Ordinal);
        await foreach (var journal in ReadJournalsAsync(session.Name, 1, long.MaxValue, cancellationToken))
        {
            foreach (var line in journal.IsDraft ? [] : journal.Lines)
            {
                var (debit, credit) = sums.GetValueOrDefault(line.AccountId);
                sums[line.AccountId] = (debit + line.BaseDebit, credit + line.BaseCredit);
            }
        }

        var accounts = sums.Select(sum => new SandboxAccountBalance(sum.Key, sum.Value.Debit, sum.Value.Credit)).ToList();
        return new SandboxTrialBalance(currency, accounts, accounts.Sum(account => account.Debit - account.Credit) == 0m);
    }

    private async IAsyncEnumerable<SandboxJournal> ReadJournalsAsync(
        LedgerName ledger, long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = last == long.MaxValue ? LedgerRow.AfterJournals : LedgerRow.Journal(last + 1);
        await foreach (var row in table.RangeAsync(ledger, LedgerRow.Journal(first), before, cancellationToken))
        {
            yield return JsonColumns.Read<SandboxJournal>(row);
        }
    }

    private async Task<List<SandboxJournal>> ReadSupersededAsync(LedgerName ledger, SandboxJournal journal, CancellationToken cancellationToken)
    {
        var number = LedgerRow.JournalNumber(journal.JournalId)!.Value;
        var versions = new List<SandboxJournal>(journal.Version - 1);
        var rows = table.RangeAsync(ledger, LedgerRow.FirstSuperseded(number), LedgerRow.Superseded(number, journal.Version), cancellationToken);
        await foreach (var row in rows)
        {
            versions.Add(JsonColumns.Read<SandboxJournal>(row));
        }

        return versions;
    }

    private async Task<ILookup<string, SandboxAttachment>> ReadAttachmentsAsync(LedgerName ledger, long first, long last, CancellationToken cancellationToken)
    {
        var found = new List<SandboxAttachment>();
        await foreach (var row in table.RangeAsync(ledger, LedgerRow.FirstAttachment(first), LedgerRow.FirstAttachment(last + 1), cancellationToken))
        {
            found.Add(AttachmentRow.Read(row));
        }

        return found.ToLookup(attachment => LedgerRow.JournalOf(attachment.AttachmentId), StringComparer.Ordinal);
    }
}
