using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Input;

/// <summary>Which accounts, tax rates and tracking categories of a batch the ledger does not offer.</summary>
internal static class MappingCheck
{
    public static IReadOnlyList<string> Missing(ExpenseBatch batch, MappingOptions mapping)
    {
        var lines = batch.Expenses.SelectMany(e => e.Expense.Lines).ToList();
        return Absent("account", lines.Select(l => l.AccountRef.Id), mapping.Accounts?.Select(a => a.Id))
            .Concat(Absent("tax rate", lines.Select(l => l.TaxRateRef.Id), mapping.TaxRates?.Select(t => t.Id)))
            .Concat(Absent(
                "tracking category",
                lines.SelectMany(l => l.TrackingRefs ?? []).Select(t => t.Id),
                mapping.TrackingCategories?.Select(t => t.Id)))
            .ToList();
    }

    private static IEnumerable<string> Absent(string what, IEnumerable<string> used, IEnumerable<string>? offered) =>
        used.Distinct(StringComparer.Ordinal)
            .Except(offered ?? [], StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(id => $"{what} {id}");
}
