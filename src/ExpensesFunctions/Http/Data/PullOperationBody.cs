using Expenses.Core.Data;

namespace ExpensesFunctions.Http.Data;

/// <summary>A pull operation as the contract shows it (codat-contract §2.13).</summary>
internal sealed record PullOperationBody(
    string Id,
    string CompanyId,
    string ConnectionId,
    string DataType,
    PullStatus Status,
    string StatusDescription,
    string? ErrorMessage,
    DateTimeOffset Requested,
    DateTimeOffset? Completed,
    int Progress,
    bool IsCompleted,
    bool IsErrored)
{
    public static PullOperationBody Of(PullOperation operation) => new(
        operation.Id.Value,
        operation.Company.Company.Value,
        operation.Connection.Value,
        operation.DataType,
        operation.Status,
        Describe(operation.Status),
        operation.ErrorMessage.Length == 0 ? null : operation.ErrorMessage,
        operation.Requested,
        operation.Completed,
        operation.Progress,
        operation.IsCompleted,
        operation.IsErrored);

    /// <summary>A status in words.</summary>
    internal static string Describe(PullStatus status) => status switch
    {
        PullStatus.Initial => "Never read.",
        PullStatus.Queued => "Waits to be read.",
        PullStatus.Fetching => "Is being read.",
        PullStatus.Complete => "Was read.",
        PullStatus.AuthError => "The connection is not authorised.",
        PullStatus.RateLimitError => "The platform's quota stayed used up.",
        _ => "The platform could not be read.",
    };
}
