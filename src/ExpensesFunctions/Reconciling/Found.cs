using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using ExpensesFunctions.Contracts;

namespace ExpensesFunctions.Reconciling;

/// <summary>What reconciliations find, as it travels through histories, and back.</summary>
internal static class Found
{
    /// <summary>Nothing.</summary>
    public static FoundV1 Nothing { get; } = new([], [], [], 0);

    public static FoundV1 Of(Findings findings) => new(
        Of(findings.Recorded),
        Of(findings.Ledger),
        [.. findings.Differences
            .GroupBy(difference => difference.Kind)
            .OrderBy(group => group.Key)
            .Select(group => new DifferenceCountV1(group.Key.ToString(), group.Count())),],
        findings.Unverified);

    /// <summary>Both together. Pure, so orchestrators may call it.</summary>
    public static FoundV1 Plus(this FoundV1 one, FoundV1 other) => new(
        Of(Totals(one.Recorded).Plus(Totals(other.Recorded))),
        Of(Totals(one.Ledger).Plus(Totals(other.Ledger))),
        [.. one.Differences.Concat(other.Differences)
            .GroupBy(count => count.Kind, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DifferenceCountV1(group.Key, group.Sum(count => count.Count))),],
        one.Unverified + other.Unverified);

    /// <summary>The reconciliation that found this.</summary>
    public static Reconciliation Of(EndedReconciliationV1 ended) => new()
    {
        Company = KeyOf(ended.Work.Company),
        Id = ended.Work.Id,
        Started = ended.Plan.Started,
        From = ended.Plan.From,
        Recorded = Totals(ended.Found.Recorded),
        Ledger = Totals(ended.Found.Ledger),
        Differences = ended.Found.Differences.ToDictionary(count => Enum.Parse<DifferenceKind>(count.Kind), count => count.Count),
        Unverified = ended.Found.Unverified,
        Reason = ended.Reason,
    };

    public static CompanyKey KeyOf(CompanyV1 company) => new(new ClientId(company.Client), new CompanyId(company.Company));

    private static LedgerTotals Totals(IReadOnlyList<CurrencyTotalV1> totals) =>
        new([.. totals.Select(total => new CurrencyTotal(total.Currency, total.Count, total.Amount))]);

    private static IReadOnlyList<CurrencyTotalV1> Of(LedgerTotals totals) =>
        [.. totals.ByCurrency.Select(total => new CurrencyTotalV1(total.Currency, total.Count, total.Amount))];
}
