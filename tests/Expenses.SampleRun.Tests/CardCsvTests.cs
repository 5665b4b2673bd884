using Expenses.SampleRun.Input;
using Expenses.SampleRun.Reconciliation;

namespace Expenses.SampleRun.Tests;

public sealed class CardCsvTests : IDisposable
{
    private const string Header = "FIN.TRANSACTION DATE,FIN.POSTING DATE,FIN.TRANSACTION AMOUNT,MCH.MERCHANT NAME,MCH.CITY NAME,"
        + "FIN.ORIGINAL CURRENCY AMOUNT,FIN.ORIGINAL ISO CURRENCY CODE SYMBOL,FIN.INET CONVERSION\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AmountWithThousandsSeparator_IsOnePayment()
    {
        var expense = ReadOne("20/06/17,21/06/17,\"10,599.00\",COURT FEES,LEEDS,\"10,599.00\",GBP,1.00");

        Assert.Equal("Payment", expense.Type);
        Assert.Equal(10599.00m, expense.Lines[0].NetAmount);
        Assert.Equal("2017-06-20T00:00:00Z", expense.IssueDate);
        Assert.Null(expense.CurrencyRate);
        Assert.Equal("429", expense.Lines[0].AccountRef.Id);
    }

    [Fact]
    public void Read_NegativeAmount_IsRefundOfPositiveLine()
    {
        var expense = ReadOne("20/09/17,21/09/17,-28.94,SHOP,TOWN,-28.94,GBP,1.00");

        Assert.Equal("Refund", expense.Type);
        Assert.Equal(28.94m, expense.Lines[0].NetAmount);
        Assert.Equal(-28.94m, SentExpense.BaseTotal(expense));
    }

    [Fact]
    public void Read_ForeignAmount_KeepsCurrencyAndMeetsThePostedCent()
    {
        var expense = ReadOne("17/09/17,19/09/17,67.96,CAMPAIGNMONITOR,SYDNEY,89.00,USD,1.31");

        Assert.Equal("USD", expense.Currency);
        Assert.Equal(89.00m, SentExpense.Total(expense));
        Assert.Equal(0.763595506m, expense.CurrencyRate);
        Assert.Equal(67.96m, SentExpense.BaseTotal(expense));
        Assert.Contains("SYDNEY", expense.Notes, StringComparison.Ordinal);
        Assert.Contains("1.31", expense.Notes, StringComparison.Ordinal);
        Assert.Equal("400", expense.Lines[0].AccountRef.Id);
    }

    [Fact]
    public void Read_EqualLines_AreDifferentTransactionsWithStableIds()
    {
        const string Line = "06/04/17,07/04/17,5.00,CAFE,TOWN,5.00,GBP,1.00\n";
        var path = _folder.Write("equal.csv", Header + Line + Line);

        var first = CardCsv.Read(path, null).Expenses.Select(e => e.Expense.Id).ToList();
        var again = CardCsv.Read(path, null).Expenses.Select(e => e.Expense.Id).ToList();

        Assert.NotEqual(first[0], first[1]);
        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData("06/13/17,07/04/17,5.00,CAFE,TOWN,5.00,GBP,1.00", "date")]
    [InlineData("06/04/17,07/04/17,five,CAFE,TOWN,5.00,GBP,1.00", "amount")]
    [InlineData("06/04/17,07/04/17,0.00,CAFE,TOWN,0.00,GBP,1.00", "posted amount")]
    [InlineData("06/04/17,07/04/17,5.00,CAFE,TOWN,-5.00,EUR,1.00", "posted amount")]
    [InlineData("06/04/17,07/04/17,5.00,CAFE", "line 2")]
    public void Read_UnusableLine_IsRefusedByLineNumber(string line, string named)
    {
        var path = _folder.Write("bad.csv", Header + line + "\n");

        var refusal = Assert.Throws<InputException>(() => CardCsv.Read(path, null));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherColumns_IsRefused()
    {
        var path = _folder.Write("other.csv", "date,amount\n06/04/17,5.00\n");

        Assert.Contains("known format", Assert.Throws<InputException>(() => CardCsv.Read(path, null)).Message, StringComparison.Ordinal);
    }

    private Service.ExpenseTransaction ReadOne(string line) =>
        Assert.Single(CardCsv.Read(_folder.Write("one.csv", Header + line + "\n"), null).Expenses).Expense;
}
