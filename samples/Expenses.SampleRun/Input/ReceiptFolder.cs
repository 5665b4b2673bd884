namespace Expenses.SampleRun.Input;

/// <summary>Hands the receipts of a folder out to transactions, evenly spread and round-robin.</summary>
internal static class ReceiptFolder
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".pdf", ".png", ".jpg", ".jpeg" };

    public static IReadOnlyList<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"There is no folder '{folder}'.");
        }

        var files = Directory.EnumerateFiles(folder)
            .Where(path => Extensions.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new InputException($"'{folder}' holds no pdf, png or jpg file.");
    }

    /// <summary>
    /// <paramref name="wanted"/> receipts (default: one per file, at most one per transaction) over the transactions;
    /// more than there are files uses files again, more than there are transactions gives some of them several.
    /// </summary>
    public static IReadOnlyList<PlannedExpense> Attach(IReadOnlyList<PlannedExpense> expenses, IReadOnlyList<string> files, int? wanted)
    {
        var total = wanted ?? Math.Min(files.Count, expenses.Count);
        var perExpense = expenses.Select(_ => new List<PlannedReceipt>()).ToList();
        for (var n = 0; n < total; n++)
        {
            var index = total <= expenses.Count ? (int)((long)n * expenses.Count / total) : n % expenses.Count;
            var receipts = perExpense[index];
            receipts.Add(PlannedReceipt.For(expenses[index].Expense.Id, receipts.Count, files[n % files.Count]));
        }

        return expenses.Select((e, i) => e with { Receipts = perExpense[i] }).ToList();
    }
}
