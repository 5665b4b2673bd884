using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// The journal of a document. Payment: debit each line's account and the tax account, credit the bank or card account
/// with the total. Refund, reward and chargeback: the other way round. A negative part changes side.
/// </summary>
internal static class JournalBuilder
{
    public static SandboxJournal Build(PostingRequest request, LedgerBooks books)
    {
        var parts = Parts(request);
        var decimals = CurrencyDecimals.Of(books.BaseCurrency);
        var rate = EffectiveRate(request, books);
        var baseAmounts = BaseAllocation.Allocate(parts.ConvertAll(part => part.Amount), rate, decimals);
        var total = parts.Sum(part => part.Amount);
        var baseTotal = BaseAllocation.Total(total, rate, decimals);
        var direction = request.Type == ExpenseType.Payment ? 1 : -1;

        return new SandboxJournal
        {
            JournalId = "",
            Reference = request.Reference,
            IdempotencyKey = request.Key,
            Type = request.Type,
            IssueDate = request.Date,
            Currency = request.Currency,
            CurrencyRate = rate,
            TotalAmount = direction * total,
            BaseCurrency = books.BaseCurrency,
            BaseTotalAmount = direction * baseTotal,
            BankAccountId = request.BankAccountId,
            ContactId = request.ContactId,
            DocumentNumber = request.DocumentNumber,
            MerchantName = request.MerchantName,
            Notes = request.Notes,
            Lines =
            [
                .. parts.Select((part, i) => Line(part, direction * part.Amount, direction * baseAmounts[i])),
                Line(new Part(request.BankAccountId, -total), -direction * total, -direction * baseTotal),
            ],
        };
    }

    /// <summary>Debits equal credits, in both currencies.</summary>
    public static bool Balances(SandboxJournal journal) =>
        journal.Lines.Sum(line => line.Debit - line.Credit) == 0m && journal.Lines.Sum(line => line.BaseDebit - line.BaseCredit) == 0m;

    // A rate only means something where a foreign currency is involved.
    private static decimal EffectiveRate(PostingRequest request, LedgerBooks books) =>
        CurrencyDecimals.Same(request.Currency, books.BaseCurrency) ? 1m : request.Rate ?? 1m;

    private static List<Part> Parts(PostingRequest request)
    {
        var lines = request.Lines.Select(line => new Part(line.AccountId!, line.NetAmount)
        {
            TaxRateId = line.TaxRateId,
            TrackingIds = [.. line.TrackingIds, .. line.CustomerIds],
            BillToCustomerId = line.BillToCustomerId,
        });
        var taxes = request.Lines
            .GroupBy(line => line.TaxRateId, StringComparer.Ordinal)
            .Select(group => new Part(StandardChart.TaxAccountId, group.Sum(line => line.TaxAmount)) { TaxRateId = group.Key })
            .Where(part => part.Amount != 0m);
        return [.. lines, .. taxes];
    }

    private static SandboxJournalLine Line(Part part, decimal amount, decimal baseAmount) => new(
        part.AccountId,
        Math.Max(amount, 0m),
        Math.Max(-amount, 0m),
        Math.Max(baseAmount, 0m),
        Math.Max(-baseAmount, 0m),
        part.TaxRateId,
        part.TrackingIds.Count == 0 ? null : part.TrackingIds,
        part.BillToCustomerId);

    private sealed record Part(string AccountId, decimal Amount)
    {
        public string? TaxRateId { get; init; }

        public IReadOnlyList<string> TrackingIds { get; init; } = [];

        public string? BillToCustomerId { get; init; }
    }
}
