using Expenses.Core.Transactions;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Core.Tests.Transactions;

public sealed class CurrencyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("ISK", 0)]
    [InlineData("UGX", 0)]
    [InlineData("XOF", 0)]
    [InlineData("GBP", 2)]
    [InlineData("EUR", 2)]
    [InlineData("USD", 2)]
    [InlineData("MRU", 2)]
    [InlineData("XCG", 2)]
    [InlineData("BHD", 3)]
    [InlineData("TND", 3)]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    public void TryGetMinorUnits_KnownCode_GivesItsDigits(string code, int digits)
    {
        Assert.True(Currency.TryGetMinorUnits(code, out var found));
        Assert.Equal(digits, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gbp")]
    [InlineData("GB")]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("XAU")]
    [InlineData("DEM")]
    public void TryGetMinorUnits_NoCurrency_IsFalse(string code) => Assert.False(Currency.TryGetMinorUnits(code, out _));

    [Theory]
    [InlineData("1.005", "GBP", "1.01")]
    [InlineData("-1.005", "GBP", "-1.01")]
    [InlineData("1.0049", "GBP", "1.00")]
    [InlineData("2.5", "JPY", "3")]
    [InlineData("-2.5", "JPY", "-3")]
    [InlineData("0.0005", "KWD", "0.001")]
    [InlineData("0.00005", "CLF", "0.0001")]
    // The contract's example (§4.4): 20 USD at 0.781.
    [InlineData("15.62", "GBP", "15.62")]
    public void Round_IsHalfAwayFromZero(string amount, string code, string rounded) =>
        Assert.Equal(decimal.Parse(rounded), Currency.Round(decimal.Parse(amount), code));

    [Fact]
    public void Round_UnknownCode_ThrowsNamingIt() =>
        Assert.Contains("'ZZZ'", Assert.Throws<ArgumentException>(() => Currency.Round(1, "ZZZ")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1.10", "GBP", true)]
    [InlineData("1.100", "GBP", true)]
    [InlineData("1.101", "GBP", false)]
    [InlineData("1.5", "JPY", false)]
    [InlineData("1.0", "JPY", true)]
    [InlineData("-0.001", "BHD", true)]
    public void Fits_IsWholeMinorUnits(string amount, string code, bool fits) =>
        Assert.Equal(fits, Currency.Fits(decimal.Parse(amount), code));

    [Fact]
    public void Round_IsSymmetricIdempotentAndWithinHalfAUnit() => RandomCases.Check(output, Prop.ForAll(
        Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(),
        Gen.Elements("JPY", "GBP", "KWD", "CLF").ToArbitrary(),
        (raw, code) =>
        {
            var amount = raw / 100_000m;
            var rounded = Currency.Round(amount, code);
            Currency.TryGetMinorUnits(code, out var digits);
            var half = 0.5m * (decimal)Math.Pow(10, -digits);
            return Currency.Round(-amount, code) == -rounded
                && Currency.Fits(rounded, code)
                && Math.Abs(rounded - amount) <= half;
        }));
}
