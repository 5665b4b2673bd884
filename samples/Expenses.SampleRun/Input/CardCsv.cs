using CsvHelper;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Input;

/// <summary>Reads card data posted in GBP. A line is known by its file and its number: equal lines are different transactions.</summary>
internal static class CardCsv
{
    public const string BaseCurrency = "GBP";

    private static readonly CsvReaderOptions Format = new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        TrimWhitespace = true,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static ExpenseBatch Read(string path, int? count)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"There is no file '{path}'.");
        }

        var fileHash = ContentHash.OfFile(path);
        var expenses = Rows(path, count ?? int.MaxValue)
            .ConvertAll(row => new PlannedExpense(CardExpense.From(row, fileHash, path), []));
        return new ExpenseBatch
        {
            CompanyName = $"Card data {Path.GetFileNameWithoutExtension(path)}",
            BaseCurrency = BaseCurrency,
            Config = CompanyConfig.Of("091", "card-merchants", "card-refunds"),
            Expenses = expenses.Count > 0 ? expenses : throw new InputException($"{path} holds no transactions."),
        };
    }

    private static List<CardRow> Rows(string path, int most)
    {
        try
        {
            var rows = new List<CardRow>();
            using var csv = CsvReader.FromFile(path, Format);
            while (rows.Count < most && csv.Read())
            {
                rows.Add(Row(csv));
            }

            return rows;
        }
        catch (CsvFormatException cause)
        {
            throw new InputException($"{path} line {cause.LineNumber}: {cause.Message}", cause);
        }
        catch (KeyNotFoundException cause)
        {
            throw new InputException($"{path} is not card data of the known format: {cause.Message}", cause);
        }
    }

    private static CardRow Row(CsvReader csv) => new(
        csv.LineNumber,
        csv.GetString("FIN.TRANSACTION DATE"),
        csv.GetString("FIN.POSTING DATE"),
        csv.GetString("FIN.TRANSACTION AMOUNT"),
        csv.GetString("MCH.MERCHANT NAME"),
        csv.GetString("MCH.CITY NAME"),
        csv.GetString("FIN.ORIGINAL CURRENCY AMOUNT"),
        csv.GetString("FIN.ORIGINAL ISO CURRENCY CODE SYMBOL"),
        csv.GetString("FIN.INET CONVERSION"));
}
