using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>The currency table of codat-contract §4.4: base currency GBP, bank account K, transaction T.</summary>
public sealed class CurrencyMatrixTests
{
    private static readonly (string Bank, string Transaction)[] Combinations =
    [
        ("GBP", "GBP"), // O1
        ("USD", "USD"), // O2
        ("USD", "GBP"), // O3
        ("GBP", "USD"), // O4
        ("USD", "EUR"), // O5
    ];

    [Theory]
    [InlineData("GBP", "GBP", "GBP", CurrencyCombination.AllSame)]
    [InlineData("GBP", "USD", "USD", CurrencyCombination.BankAndTransaction)]
    [InlineData("GBP", "USD", "GBP", CurrencyCombination.BaseAndTransaction)]
    [InlineData("GBP", "GBP", "USD", CurrencyCombination.BaseAndBank)]
    [InlineData("GBP", "USD", "EUR", CurrencyCombination.AllDiffer)]
    public void Of_NamesTheCombination(string baseCurrency, string bank, string transaction, CurrencyCombination combination) =>
        Assert.Equal(combination, CurrencyCombinations.Of(baseCurrency, bank, transaction));

    [Theory]
    [InlineData("Dynamics, any card", "YYNNN")]
    [InlineData("NetSuite, credit", "YNNYN")]
    [InlineData("NetSuite, prepaid", "YYNYN")]
    [InlineData("Intacct, any card", "YNNYN")]
    [InlineData("QBO and QBD", "YYNYN")]
    [InlineData("Xero, any card", "YYYYY")]
    [InlineData("FreeAgent and Zoho", "YNNNN")]
    public void EachPlatformsRow_DecidesEachCombination(string platform, string row)
    {
        var taken = Enum.GetValues<CurrencyCombination>().Where(combination => row[(int)combination] == 'Y').ToHashSet();
        var context = Ledger.Can(can => can with { CurrencyCombinations = taken });

        foreach (var type in Enum.GetValues<ExpenseType>())
        {
            Assert.Equal(row, string.Concat(Combinations.Select(pair => Takes(pair.Bank, pair.Transaction, type, context) ? 'Y' : 'N')));
        }

        Assert.NotEmpty(platform);
    }

    [Theory]
    [InlineData("GBP", "GBP", false)]
    [InlineData("USD", "USD", true)]
    [InlineData("USD", "GBP", true)]
    [InlineData("GBP", "USD", true)]
    [InlineData("USD", "EUR", true)]
    public void TheRate_IsRequiredWhenAnyCurrencyIsNotTheBase(string bank, string currency, bool required)
    {
        var decision = PostingRules.Decide(Transaction(bank, currency, rate: null), Ledger.Context);

        Assert.Equal(required ? ["CurrencyRate"] : [], decision.Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("GBP", "GBP", 1.0, null)]
    [InlineData("GBP", "USD", 1.0, 1.0)]
    [InlineData("GBP", "USD", 0.781, 0.781)]
    [InlineData("USD", "GBP", 0.781, 0.781)]
    public void TheRate_TravelsOnlyWhereItMeansSomething(string bank, string currency, double rate, double? pushed)
    {
        var item = PostingRules.Decide(Transaction(bank, currency, (decimal)rate), Ledger.Context).Item;

        Assert.NotNull(item);
        Assert.Equal((decimal?)pushed, Assert.IsType<ExpenseTransaction>(item.Transaction).CurrencyRate);
    }

    [Fact]
    public void CombinationThatIsNotTaken_NamesAllThreeCurrencies()
    {
        var context = Ledger.Can(can => can with { CurrencyCombinations = new HashSet<CurrencyCombination>() });

        var problem = Assert.Single(PostingRules.Decide(Transaction("USD", "EUR", 0.9m), context).Problems);

        Assert.Equal(
            "Currency EUR with a bank account in USD and the base currency GBP is not supported by the connected accounting software.",
            problem.Message);
    }

    private static bool Takes(string bank, string currency, ExpenseType type, PostingContext context)
    {
        var rate = bank == "GBP" && currency == "GBP" ? (decimal?)null : 0.781m;
        return PostingRules.Decide(Transaction(bank, currency, rate) with { Type = type }, context).Item is not null;
    }

    private static ExpenseTransaction Transaction(string bank, string currency, decimal? rate) =>
        Ledger.Payment with { BankAccountId = $"bank-{bank.ToLowerInvariant()}", Currency = currency, CurrencyRate = rate };
}
