using Expenses.SampleRun.Input;
using Expenses.SampleRun.Reconciliation;

namespace Expenses.SampleRun.Tests;

public sealed class SampleMonthTests
{
    private readonly ExpenseBatch _month = SampleMonth.Read(RepositoryFolder.SampleMonth, null);

    [Fact]
    public void Month_HoldsWhatItPromises()
    {
        var expenses = _month.Expenses.Select(e => e.Expense).ToList();

        Assert.True(expenses.Count >= 60);
        Assert.Equal(expenses.Count, expenses.Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["Chargeback", "Payment", "Refund", "Reward"], expenses.Select(e => e.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(["EUR", "GBP", "USD"], expenses.Select(e => e.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Contains(expenses, e => e.Lines.Count > 1);
        Assert.Contains(expenses, e => e.Lines.Any(l => l.TaxAmount > 0));
    }

    [Fact]
    public void Month_HasReceiptsOfEveryKindAndNoOrphan()
    {
        var names = _month.Expenses.SelectMany(e => e.Receipts).Select(r => r.FileName).Order(StringComparer.Ordinal).ToList();
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.SampleMonth, "receipts")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.True(names.Count >= 25);
        Assert.Equal(files, names);
        Assert.Equal([".jpg", ".pdf", ".png"], names.Select(Path.GetExtension).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Month_RoundsTheSamePerLineAndPerTransaction()
    {
        foreach (var expense in _month.Expenses.Select(e => e.Expense))
        {
            var rate = expense.CurrencyRate ?? 1m;
            var perLine = expense.Lines.Sum(l => decimal.Round((l.NetAmount + l.TaxAmount) * rate, 2, MidpointRounding.AwayFromZero));
            Assert.Equal(perLine, Math.Abs(SentExpense.BaseTotal(expense)));
            Assert.Equal(string.Equals(expense.Currency, "GBP", StringComparison.Ordinal), expense.CurrencyRate is null);
        }
    }

    [Fact]
    public void RunKey_SameInput_IsTheSame_FewerExpenses_IsAnother()
    {
        Assert.Equal(_month.RunKey, SampleMonth.Read(RepositoryFolder.SampleMonth, null).RunKey);
        Assert.NotEqual(_month.RunKey, SampleMonth.Read(RepositoryFolder.SampleMonth, 10).RunKey);
    }

    [Theory]
    [InlineData(3, null, 2)]
    [InlineData(3, 5, 5)]
    [InlineData(3, 0, 0)]
    public void Attach_SpreadsReceiptsRoundRobin(int expenses, int? wanted, int expected)
    {
        using var folder = new TemporaryFolder();
        string[] files = [folder.Write("a.pdf", "first"), folder.Write("b.png", "second")];

        var attached = ReceiptFolder.Attach(_month.Expenses.Take(expenses).ToList(), files, wanted);

        var receipts = attached.SelectMany(e => e.Receipts).ToList();
        Assert.Equal(expected, receipts.Count);
        Assert.Equal(expected, receipts.Select(r => r.ReceiptId).Distinct(StringComparer.Ordinal).Count());
        Assert.True(Math.Abs(receipts.Count(r => r.FileName == "a.pdf") - receipts.Count(r => r.FileName == "b.png")) <= 1);
        Assert.True(attached.Max(e => e.Receipts.Count) <= Math.Max(1, (expected + expenses - 1) / expenses));
    }
}
