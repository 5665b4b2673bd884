using Expenses.SampleRun.Input;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

public sealed class MappingCheckTests
{
    private readonly ExpenseBatch _month = SampleMonth.Read(RepositoryFolder.SampleMonth, null);

    [Fact]
    public void Missing_LedgerLacksWhatIsUsed_NamesIt()
    {
        var missing = MappingCheck.Missing(_month, Offering(account: id => id != "463", rate: id => id != "RRINPUT", category: id => id != "region-north"));

        Assert.Equal(["account 463", "tax rate RRINPUT", "tracking category region-north"], missing);
    }

    [Fact]
    public void Missing_LedgerOffersAll_IsNothing() =>
        Assert.Empty(MappingCheck.Missing(_month, Offering(_ => true, _ => true, _ => true)));

    private MappingOptions Offering(Func<string, bool> account, Func<string, bool> rate, Func<string, bool> category)
    {
        var lines = _month.Expenses.SelectMany(e => e.Expense.Lines).ToList();
        return new MappingOptions(
            lines.Select(l => l.AccountRef.Id).Where(account).Distinct().Select(id => new MappingAccount(id, id)).ToList(),
            lines.SelectMany(l => l.TrackingRefs ?? []).Select(t => t.Id).Where(category).Distinct().Select(id => new Ref(id)).ToList(),
            lines.Select(l => l.TaxRateRef.Id).Where(rate).Distinct().Select(id => new Ref(id)).ToList());
    }
}
