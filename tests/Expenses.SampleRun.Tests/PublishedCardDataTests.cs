using System.Globalization;
using Expenses.SampleRun.Input;
using Expenses.SampleRun.Reconciliation;
using Xunit.Abstractions;

namespace Expenses.SampleRun.Tests;

/// <summary>The published card data, where it lies beside the repository; elsewhere these say so and prove nothing.</summary>
public sealed class PublishedCardDataTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_EveryLine_MeetsTheFilesTotals()
    {
        if (RepositoryFolder.CardData is not { } path)
        {
            output.WriteLine("Skipped: ../shared/data/card-transactions-2017-18.csv is not there.");
            return;
        }

        var expenses = CardCsv.Read(path, null).Expenses.Select(e => e.Expense).ToList();

        Assert.Equal(3000, expenses.Count);
        Assert.Equal(3000, expenses.Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(81, expenses.Count(e => string.Equals(e.Type, "Refund", StringComparison.Ordinal)));
        Assert.Equal(PostedTotal(path), expenses.Sum(SentExpense.BaseTotal));
    }

    /// <summary>Adds the posted amounts up by splitting the text, with none of the code under test.</summary>
    private static decimal PostedTotal(string path) => File.ReadLines(path).Skip(1)
        .Select(line => line.Split(',', 3)[2])
        .Select(rest => rest[0] == '"' ? rest[1..].Split('"')[0] : rest.Split(',')[0])
        .Sum(amount => decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture));
}
