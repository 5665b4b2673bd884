using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Input;

/// <summary>What one run sends: approved expenses and, beside them, the receipt files of each.</summary>
internal sealed record ExpenseBatch
{
    public required string CompanyName { get; init; }

    public required string BaseCurrency { get; init; }

    public required CompanyConfig Config { get; init; }

    public required IReadOnlyList<PlannedExpense> Expenses { get; init; }

    /// <summary>The same input gives the same key, so the same command again is the same run.</summary>
    public Guid RunKey => DeterministicId.From(Expenses.SelectMany(e => e.Receipts.Select(r => r.ReceiptId).Prepend(e.Expense.Id)));
}

internal sealed record PlannedExpense(ExpenseTransaction Expense, IReadOnlyList<PlannedReceipt> Receipts);

internal sealed record PlannedReceipt
{
    private PlannedReceipt(string receiptId, string path, string sha256) => (ReceiptId, FilePath, Sha256) = (receiptId, path, sha256);

    public string ReceiptId { get; }

    public string FilePath { get; }

    /// <summary>Lower-case hex over the file as it lay on disk when the run was planned.</summary>
    public string Sha256 { get; }

    public string FileName => Path.GetFileName(FilePath);

    public string MediaType => Path.GetExtension(FilePath).ToUpperInvariant() switch
    {
        ".PDF" => "application/pdf",
        ".PNG" => "image/png",
        _ => "image/jpeg",
    };

    /// <summary>One receipt per transaction, place and content: sent again it is the same receipt.</summary>
    public static PlannedReceipt For(string transactionId, int place, string path)
    {
        var sha256 = ContentHash.OfFile(path);
        var id = DeterministicId.From([transactionId, place.ToString(System.Globalization.CultureInfo.InvariantCulture), sha256]);
        return new PlannedReceipt(id.ToString(), path, sha256);
    }
}
