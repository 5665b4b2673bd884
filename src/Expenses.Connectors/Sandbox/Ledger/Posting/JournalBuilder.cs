using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// The journal of a document. Payment: debit each line's account and the tax account, credit the bank or card account
/// with the total; a bill credits accounts payable instead. Refund, reward and chargeback: the other way round. A
/// negative part changes side. An adjustment's lines are its journal; a transfer debits where the money arrives.
/// </summary>
internal static class JournalBuilder
{
    public static SandboxJournal Build(PostingRequest request, LedgerBooks books) => request switch
    {
        { Transfer: { } transfer } => TransferJournal.Build(request, transfer, books),
        { Kind: TransactionKind.Adjustment } => Book(request, books, JournalParts.Of(request), balancingAccount: null),
        _ => Book(request, books, JournalParts.Of(request), request.BankAccountId),
    };

    /// <summary>Debits equal credits, in both currencies.</summary>
    public static bool Balances(SandboxJournal journal) =>
        journal.Lines.Sum(line => line.Debit - line.Credit) == 0m && journal.Lines.Sum(line => line.BaseDebit - line.BaseCredit) == 0m;

    /// <summary>What every journal takes over from its document.</summary>
    public static SandboxJournal Head(PostingRequest request, LedgerBooks books) => new()
    {
        JournalId = "",
        Reference = request.Reference,
        IdempotencyKey = request.Key,
        Kind = request.Kind,
        Type = request.Kind == TransactionKind.Expense ? request.Type : null,
        IsDraft = request.IsDraft,
        IssueDate = request.Date,
        DueDate = request.DueDate,
        Currency = request.Currency,
        CurrencyRate = EffectiveRate(request, books),
        TotalAmount = 0m,
        BaseCurrency = books.BaseCurrency,
        BaseTotalAmount = 0m,
        BankAccountId = NullIfEmpty(request.BankAccountId),
        ContactId = NullIfEmpty(request.ContactId),
        DocumentNumber = request.DocumentNumber,
        MerchantName = request.MerchantName,
        Notes = request.Notes,
        Lines = [],
    };

    public static SandboxJournalLine Line(JournalPart part, decimal amount, decimal baseAmount) => new(
        part.AccountId,
        Math.Max(amount, 0m),
        Math.Max(-amount, 0m),
        Math.Max(baseAmount, 0m),
        Math.Max(-baseAmount, 0m),
        part.TaxRateId,
        part.TrackingIds.Count == 0 ? null : part.TrackingIds,
        part.BillToCustomerId,
        part.Description);

    private static SandboxJournal Book(PostingRequest request, LedgerBooks books, List<JournalPart> parts, string? balancingAccount)
    {
        var head = Head(request, books);
        var decimals = CurrencyDecimals.Of(books.BaseCurrency);
        var baseAmounts = BaseAllocation.Allocate(parts.ConvertAll(part => part.Amount), head.CurrencyRate, decimals);
        var total = parts.Sum(part => part.Amount);
        var baseTotal = BaseAllocation.Total(total, head.CurrencyRate, decimals);
        var direction = request.Type == ExpenseType.Payment ? 1 : -1;
        var lines = parts.Select((part, i) => Line(part, direction * part.Amount, direction * baseAmounts[i]));
        return head with
        {
            TotalAmount = direction * total,
            BaseTotalAmount = direction * baseTotal,
            Lines = balancingAccount is null
                ? [.. lines]
                : [.. lines, Line(new JournalPart(balancingAccount, -total), -direction * total, -direction * baseTotal)],
        };
    }

    // A rate only means something where a foreign currency is involved.
    private static decimal EffectiveRate(PostingRequest request, LedgerBooks books) =>
        CurrencyDecimals.Same(request.Currency, books.BaseCurrency) ? 1m : request.Rate ?? 1m;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
