namespace Expenses.SampleRun.Service;

internal sealed record NewRun(IReadOnlyList<ExpenseTransaction> Expenses);

internal sealed record StartedRun(string RunId);

internal sealed record StoredReceipt(string ReceiptId, string? FileName, string? MediaType, long SizeBytes, string Sha256);

internal sealed record RunStatus
{
    public required string RunId { get; init; }

    /// <summary>Pending, Running, Completed or Failed.</summary>
    public required string Status { get; init; }

    public DateTimeOffset? CreatedUtc { get; init; }

    public DateTimeOffset? CompletedUtc { get; init; }

    public string? DatasetId { get; init; }

    public string? SyncId { get; init; }

    public int? SyncStatusCode { get; init; }

    public string? SyncStatus { get; init; }

    public string? ErrorMessage { get; init; }

    public RunCounts? Progress { get; init; }

    public bool IsFinal => Status is "Completed" or "Failed";
}

internal sealed record RunCounts(
    int Expenses,
    int Datasets,
    int Pushed,
    int Failed,
    int Receipts,
    int ReceiptsAttached,
    int Uploaded,
    int Synced);

internal sealed record RunExpense(
    string TransactionId,
    string Result,
    string? TransactionStatus,
    int Receipts,
    int ReceiptsAttached,
    string? Message);

internal sealed record SyncTransaction(string TransactionId, string Status, string? Message, string? IntegrationType);

internal sealed record Page<T>(IReadOnlyList<T> Results, int PageNumber, int PageSize, int TotalResults);
