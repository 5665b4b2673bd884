using System.Globalization;
using Expenses.Connectors.Sandbox.Ledger.Posting;

namespace Expenses.Connectors.Tests.Sandbox.Ledger;

public sealed class BaseAllocationTests
{
    [Theory]
    [InlineData("20", "0.781", "15.62")]
    [InlineData("1", "0.125", "0.13")]
    [InlineData("-1", "0.125", "-0.13")]
    [InlineData("1", "0.135", "0.14")]
    public void Total_HalfAUnit_RoundsAwayFromZero(string total, string rate, string expected) =>
        Assert.Equal(Number(expected), BaseAllocation.Total(Number(total), Number(rate), decimals: 2));

    [Fact]
    public void Allocate_ThreeThirdsOfACent_GivesTheCentToTheLargestRemainder()
    {
        // 0.334 + 0.334 + 0.342 cents: one cent in all, and the third has the largest part of it.
        var parts = BaseAllocation.Allocate([3.34m, 3.34m, 3.42m], 0.001m, decimals: 2);

        Assert.Equal([0m, 0m, 0.01m], parts);
    }

    [Fact]
    public void Allocate_EqualRemainders_GoInOrder() =>
        Assert.Equal([0.02m, 0.02m, 0.01m], BaseAllocation.Allocate([1m, 1m, 1m], 0.01667m, decimals: 2));

    [Fact]
    public void Allocate_YenBase_HasWholeUnits() =>
        Assert.Equal([151m, 151m], BaseAllocation.Allocate([1m, 1m], 151m, decimals: 0));

    [Fact]
    public void Allocate_NothingToShare_GivesNothing() =>
        Assert.Equal([0m, 0m], BaseAllocation.Allocate([0m, 0m], 0.5m, decimals: 2));

    [Theory]
    [InlineData("JPY", "100", true)]
    [InlineData("JPY", "100.1", false)]
    [InlineData("KWD", "1.234", true)]
    [InlineData("KWD", "1.2345", false)]
    [InlineData("GBP", "1.23", true)]
    [InlineData("GBP", "1.234", false)]
    public void Fits_KnowsTheDecimalsOfCurrencies(string currency, string amount, bool fits) =>
        Assert.Equal(fits, CurrencyDecimals.Fits(Number(amount), currency));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
