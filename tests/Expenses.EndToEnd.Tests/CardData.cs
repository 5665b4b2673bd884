using System.Globalization;
using System.Text;
using Expenses.Testing;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// Card transactions and receipts for a run: the published ones where the shared data is beside the repository, else
/// ones made here in the same format, so that the test runs everywhere.
/// </summary>
public sealed record CardData(string CsvFile, string ReceiptsFolder, string Origin)
{
    public static CardData Find(string scratchFolder)
    {
        var csv = RepositoryRoot.Shared("data", "card-transactions-2017-18.csv");
        var receipts = RepositoryRoot.Shared("data", "receipts");
        return csv is not null && receipts is not null
            ? new CardData(csv, receipts, "the published card data")
            : new CardData(Write(scratchFolder), RepositoryRoot.File("samples", "month", "receipts"), "made data: the published data is not here");
    }

    private static string Write(string folder)
    {
        var random = new Random(20171);
        var text = new StringBuilder(
            "FIN.TRANSACTION DATE,FIN.POSTING DATE,FIN.TRANSACTION AMOUNT,MCH.MERCHANT NAME,MCH.CITY NAME,"
            + "FIN.ORIGINAL CURRENCY AMOUNT,FIN.ORIGINAL ISO CURRENCY CODE SYMBOL,FIN.INET CONVERSION\n");
        for (var line = 0; line < 1000; line++)
        {
            var date = new DateTime(2025, 4, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(line % 300);
            var amount = (random.Next(100, 50_000) / 100m) * (line % 37 == 0 ? -1 : 1);
            var foreign = line % 50 == 7;
            var original = foreign ? Math.Round(amount * 1.25m, 2) : amount;
            text.Append(CultureInfo.InvariantCulture, $"{date:dd/MM/yy},{date.AddDays(1):dd/MM/yy},{amount:0.00},MERCHANT {line % 90},TOWN {line % 12},")
                .Append(CultureInfo.InvariantCulture, $"{original:0.00},{(foreign ? "USD" : "GBP")},{(foreign ? "1.25" : "1.00")}\n");
        }

        var file = Path.Combine(folder, "cards.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
