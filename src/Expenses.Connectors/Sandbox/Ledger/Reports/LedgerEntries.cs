using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Reports;

/// <summary>The books as a client reads them back: what was written or changed since, and entries by their ids.</summary>
internal sealed class LedgerEntries(LedgerTable table, BooksStore books)
{
    private const int ParallelReads = 8;

    public async Task<LedgerEntryPage> ListAsync(
        LedgerSession session, DateTimeOffset from, string? after, int count, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>(count);
        await foreach (var row in table.ChangedJournalsAsync(session.Name, after ?? LedgerRow.Journal(0), from, count, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == count)
            {
                break;
            }
        }

        var entries = await ReadAsync(session, rows, cancellationToken);
        return new LedgerEntryPage(entries, rows.Count == count ? rows[^1].RowKey : null);
    }

    public async Task<IReadOnlyList<LedgerEntry>> FindAsync(LedgerSession session, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var rows = new TableEntity?[ids.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, ids.Count), limits, async (i, token) =>
            rows[i] = LedgerRow.JournalNumber(ids[i]) is null ? null : await table.FindAsync(session.Name, ids[i], token));
        return await ReadAsync(session, [.. rows.OfType<TableEntity>()], cancellationToken);
    }

    private static LedgerEntry EntryOf(SandboxJournal journal, LedgerBooks books, IReadOnlyList<string> attachments)
    {
        var (currency, amount) = journal.Kind switch
        {
            TransactionKind.Transfer => LeavingOf(journal, books),
            TransactionKind.Adjustment => (journal.Currency, journal.Lines.Sum(line => line.Debit)),
            _ => (journal.Currency, journal.Type is null or ExpenseType.Payment ? journal.TotalAmount : -journal.TotalAmount),
        };
        return new LedgerEntry(journal.JournalId, journal.Reference, currency, amount, attachments);
    }

    private static (string Currency, decimal Amount) LeavingOf(SandboxJournal journal, LedgerBooks books)
    {
        var leaving = journal.Lines.First(line => string.Equals(line.AccountId, journal.BankAccountId, StringComparison.Ordinal));
        var currency = books.Accounts.TryGetValue(leaving.AccountId, out var account) ? account.Currency : journal.BaseCurrency;
        return CurrencyDecimals.Same(currency, journal.Currency) ? (currency, leaving.Credit) : (currency, leaving.BaseCredit);
    }

    private async Task<IReadOnlyList<LedgerEntry>> ReadAsync(LedgerSession session, List<TableEntity> rows, CancellationToken cancellationToken)
    {
        var chart = await books.ReadAsync(session, cancellationToken);
        var entries = new LedgerEntry[rows.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), limits, async (i, token) =>
            entries[i] = EntryOf(JsonColumns.Read<SandboxJournal>(rows[i]), chart, await AttachmentsAsync(session.Name, rows[i], token)));
        return entries;
    }

    private async Task<IReadOnlyList<string>> AttachmentsAsync(LedgerName ledger, TableEntity journal, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        if (Attachments.AttachmentRow.CountOf(journal) > 0)
        {
            var number = LedgerRow.JournalNumber(journal.RowKey)!.Value;
            await foreach (var row in table.RangeAsync(ledger, LedgerRow.FirstAttachment(number), LedgerRow.FirstAttachment(number + 1), cancellationToken))
            {
                found.Add(row.RowKey);
            }
        }

        return found;
    }
}
