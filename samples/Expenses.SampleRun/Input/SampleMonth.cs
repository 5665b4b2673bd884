using System.Text.Json;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Input;

/// <summary>Reads samples/month: expenses.json in the contract's words, each naming its files under receipts/.</summary>
internal static class SampleMonth
{
    public static ExpenseBatch Read(string folder, int? count)
    {
        var path = Path.Combine(folder, "expenses.json");
        var month = Parse(path);
        var expenses = month.Expenses.Take(count ?? int.MaxValue).Select(entry => Plan(entry, folder)).ToList();
        return new ExpenseBatch
        {
            CompanyName = month.Company,
            BaseCurrency = month.BaseCurrency,
            Config = CompanyConfig.Of(month.Config.BankAccount, month.Config.Supplier, month.Config.Customer),
            Expenses = expenses,
        };
    }

    /// <summary>The folder beside the program or in a folder above it or above the working directory.</summary>
    public static string Find(string? given)
    {
        if (given is not null)
        {
            return given;
        }

        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "samples", "month");
                if (File.Exists(Path.Combine(candidate, "expenses.json")))
                {
                    return candidate;
                }
            }
        }

        throw new InputException("samples/month was not found; name it with --samples.");
    }

    private static PlannedExpense Plan(Entry entry, string folder)
    {
        var receipts = entry.Receipts.Select((name, place) => PlannedReceipt.For(entry.Id, place, Path.Combine(folder, "receipts", name)));
        var expense = new ExpenseTransaction
        {
            Id = entry.Id,
            Type = entry.Type,
            IssueDate = entry.IssueDate,
            Currency = entry.Currency,
            CurrencyRate = entry.CurrencyRate,
            ContactRef = entry.ContactRef,
            MerchantName = entry.MerchantName,
            Reference = entry.Reference,
            Notes = entry.Notes,
            Lines = entry.Lines,
        };
        return new PlannedExpense(expense, receipts.ToList());
    }

    private static Month Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<Month>(stream, ContractJson.Options) ?? throw new InputException($"{path} is empty.");
        }
        catch (JsonException cause)
        {
            throw new InputException($"{path}: {cause.Message}", cause);
        }
        catch (FileNotFoundException cause)
        {
            throw new InputException($"There is no file '{path}'.", cause);
        }
    }

    private sealed record Month(string Company, string BaseCurrency, Defaults Config, IReadOnlyList<Entry> Expenses);

    private sealed record Defaults(string BankAccount, string Supplier, string Customer);

    private sealed record Entry(
        string Id,
        string Type,
        string IssueDate,
        string Currency,
        decimal? CurrencyRate,
        ContactRef? ContactRef,
        string MerchantName,
        string Reference,
        string Notes,
        IReadOnlyList<ExpenseLine> Lines,
        IReadOnlyList<string> Receipts);
}
