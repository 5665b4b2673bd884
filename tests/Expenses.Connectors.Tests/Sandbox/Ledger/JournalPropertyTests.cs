using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Core.Transactions;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Connectors.Tests.Sandbox.Ledger;

public sealed class JournalPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 2000;

    private static readonly Gen<PostingRequest> AnyDocument =
        from type in Gen.Elements(Enum.GetValues<ExpenseType>())
        from currency in Gen.Elements("GBP", "USD", "EUR", "JPY", "KWD")
        from rate in Gen.Choose(1, 2_000_000_000).Select(billionths => billionths / 1_000_000_000m)
        from lines in AnyLine(CurrencyDecimals.Of(currency)).NonEmptyListOf()
        select Documents.Payment([.. lines.Take(SandboxLines)]) with { Type = type, Currency = currency, Rate = rate };

    private const int SandboxLines = 100;

    [Fact]
    public void Every_journal_balances_in_both_currencies() => ForAll(document =>
    {
        var journal = JournalBuilder.Build(document, Documents.Books);
        return JournalBuilder.Balances(journal) && journal.Lines.All(line => Math.Min(line.Debit, line.Credit) == 0m && Math.Min(line.BaseDebit, line.BaseCredit) == 0m);
    });

    [Fact]
    public void The_base_total_is_the_converted_total_rounded_once() => ForAll(document =>
    {
        var journal = JournalBuilder.Build(document, Documents.Books);
        var total = document.Lines.Sum(line => line.NetAmount + line.TaxAmount);
        var sign = document.Type == ExpenseType.Payment ? 1 : -1;
        return journal.TotalAmount == sign * total
            && journal.BaseTotalAmount == sign * decimal.Round(total * journal.CurrencyRate, 2, MidpointRounding.AwayFromZero);
    });

    [Fact]
    public void No_line_is_further_than_a_penny_from_its_own_conversion() => ForAll(document =>
    {
        var journal = JournalBuilder.Build(document, Documents.Books);
        return journal.Lines.All(line => Math.Abs((line.BaseDebit - line.BaseCredit) - ((line.Debit - line.Credit) * journal.CurrencyRate)) < 0.01m);
    });

    [Fact]
    public void Base_amounts_are_whole_pennies_on_the_side_of_their_amount() => ForAll(document =>
        JournalBuilder.Build(document, Documents.Books).Lines.All(line =>
            CurrencyDecimals.HasDecimals(line.BaseDebit, 2)
            && CurrencyDecimals.HasDecimals(line.BaseCredit, 2)
            && (line.Debit > 0m || line.BaseDebit == 0m)
            && (line.Credit > 0m || line.BaseCredit == 0m)));

    private static Gen<PostingLine> AnyLine(int decimals) =>
        from units in Gen.Choose(-5_000, 500_000)
        from taxUnits in Gen.Choose(0, 50_000)
        from account in Gen.Elements("429", "404", "493", "260")
        from rate in Gen.Elements(null, "INPUT2", "RRINPUT")
        select new PostingLine
        {
            NetAmount = units * Unit(decimals),
            TaxAmount = rate is null ? 0m : taxUnits * Unit(decimals),
            TaxRateId = rate,
            AccountId = account,
        };

    private static decimal Unit(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);

    private void ForAll(Func<PostingRequest, bool> holds) =>
        RandomCases.Check(output, Cases, Prop.ForAll(Arb.From(AnyDocument), holds));
}
