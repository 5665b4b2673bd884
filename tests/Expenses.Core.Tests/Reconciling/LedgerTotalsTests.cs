using Expenses.Core.Reconciling;

namespace Expenses.Core.Tests.Reconciling;

public sealed class LedgerTotalsTests
{
    [Fact]
    public void Plus_CurrenciesOfBoth_AreAddedUpByCurrencyInOrder()
    {
        var one = LedgerTotals.Of([("GBP", 1.10m), ("EUR", 2m), ("gbp", 0.90m)]);
        var other = LedgerTotals.Of([("USD", -5m), ("EUR", 0.01m)]);

        var both = one.Plus(other).Plus(LedgerTotals.None);

        CurrencyTotal[] expected = [new("EUR", 2, 2.01m), new("GBP", 2, 2.00m), new("USD", 1, -5m)];
        Assert.Equal(expected, both.ByCurrency);
        Assert.Equal(5, both.Count);
    }
}
