using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Sandbox.Ledger;

public sealed class JournalBuilderTests
{
    [Fact]
    public void Payment_WithTax_DebitsAccountAndTaxAndCreditsTheBank()
    {
        var journal = JournalBuilder.Build(
            Documents.Payment(Documents.Line(10m) with { TaxAmount = 2m, TaxRateId = "INPUT2" }), Documents.Books);

        Assert.Equal(
            [
                new SandboxJournalLine("429", 10m, 0m, 10m, 0m, "INPUT2"),
                new SandboxJournalLine("820", 2m, 0m, 2m, 0m, "INPUT2"),
                new SandboxJournalLine("090", 0m, 12m, 0m, 12m),
            ],
            journal.Lines);
        Assert.Equal((12m, 12m, 1m), (journal.TotalAmount, journal.BaseTotalAmount, journal.CurrencyRate));
    }

    [Theory]
    [InlineData(ExpenseType.Refund)]
    [InlineData(ExpenseType.Reward)]
    [InlineData(ExpenseType.Chargeback)]
    public void MoneyBack_IsThePaymentTheOtherWayRound(ExpenseType type)
    {
        var line = Documents.Line(10m) with { TaxAmount = 2m, TaxRateId = "INPUT2" };

        var payment = JournalBuilder.Build(Documents.Payment(line), Documents.Books);
        var back = JournalBuilder.Build(Documents.MoneyBack(type, line), Documents.Books);

        Assert.Equal(
            payment.Lines.Select(l => (l.AccountId, l.Debit, l.Credit, l.BaseDebit, l.BaseCredit)),
            back.Lines.Select(l => (l.AccountId, l.Credit, l.Debit, l.BaseCredit, l.BaseDebit)));
        Assert.Equal((-12m, -12m), (back.TotalAmount, back.BaseTotalAmount));
    }

    [Fact]
    public void ForeignPayment_KeepsBothCurrencies()
    {
        var journal = JournalBuilder.Build(Documents.Payment(Documents.Line(20m)) with { Currency = "USD", Rate = 0.781m }, Documents.Books);

        Assert.Equal(
            [new SandboxJournalLine("429", 20m, 0m, 15.62m, 0m), new SandboxJournalLine("090", 0m, 20m, 0m, 15.62m)],
            journal.Lines);
        Assert.Equal((20m, 15.62m, 0.781m, "GBP"), (journal.TotalAmount, journal.BaseTotalAmount, journal.CurrencyRate, journal.BaseCurrency));
    }

    [Fact]
    public void NegativeLine_ChangesSide()
    {
        var journal = JournalBuilder.Build(Documents.Payment(Documents.Line(10m), Documents.Line(-4m, "404")), Documents.Books);

        Assert.Equal((0m, 4m), (journal.Lines[1].Debit, journal.Lines[1].Credit));
        Assert.Equal((0m, 6m), (journal.Lines[2].Debit, journal.Lines[2].Credit));
        Assert.True(JournalBuilder.Balances(journal));
    }

    [Fact]
    public void TaxOfSeveralLines_IsOneEntryForEachRate()
    {
        var journal = JournalBuilder.Build(
            Documents.Payment(
                Documents.Line(10m) with { TaxAmount = 2m, TaxRateId = "INPUT2" },
                Documents.Line(20m) with { TaxAmount = 1m, TaxRateId = "RRINPUT" },
                Documents.Line(30m) with { TaxAmount = 6m, TaxRateId = "INPUT2" }),
            Documents.Books);

        Assert.Equal(
            [("INPUT2", 8m), ("RRINPUT", 1m)],
            journal.Lines.Where(line => line.AccountId == "820").Select(line => (line.TaxRateId!, line.Debit)));
    }

    [Fact]
    public void TagsAndBilling_StayOnTheirLine()
    {
        var journal = JournalBuilder.Build(
            Documents.Payment(
                Documents.Line(10m) with { TrackingIds = ["region-north"], CustomerIds = ["harbour-retail"], BillToCustomerId = "harbour-retail" },
                Documents.Line(20m)),
            Documents.Books);

        Assert.Equal(["region-north", "harbour-retail"], journal.Lines[0].TrackingIds);
        Assert.Equal("harbour-retail", journal.Lines[0].BillToCustomerId);
        Assert.All(journal.Lines.Skip(1), line => Assert.Null(line.TrackingIds));
    }

    [Fact]
    public void RateOfABaseCurrencyDocument_MeansNothing()
    {
        var journal = JournalBuilder.Build(Documents.Payment() with { Rate = 1.5m }, Documents.Books);

        Assert.Equal((12.34m, 1m), (journal.BaseTotalAmount, journal.CurrencyRate));
    }

    [Fact]
    public void Balances_AJournalOutByACent_IsFalse()
    {
        var journal = JournalBuilder.Build(Documents.Payment(), Documents.Books);

        Assert.False(JournalBuilder.Balances(journal with { Lines = [journal.Lines[0] with { Debit = 12.35m }, journal.Lines[1]] }));
        Assert.False(JournalBuilder.Balances(journal with { Lines = [journal.Lines[0] with { BaseDebit = 12.33m }, journal.Lines[1]] }));
    }
}
