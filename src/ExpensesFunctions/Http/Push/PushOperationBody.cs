using Expenses.Core.Data;
using Expenses.Core.Errors;
using ExpensesFunctions.Http.Contract.Help;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Push;

/// <summary>A push operation as the contract shows it (codat-contract §2.13). `data` is in the answer to a push only; `help` is ours.</summary>
internal sealed record PushOperationBody(
    IReadOnlyList<PushChangeBody> Changes,
    object? Data,
    string DataType,
    string CompanyId,
    string PushOperationKey,
    string DataConnectionKey,
    DateTimeOffset RequestedOnUtc,
    DateTimeOffset? CompletedOnUtc,
    int? TimeoutInMinutes,
    int? TimeoutInSeconds,
    RecordPushStatus Status,
    string? ErrorMessage,
    PushValidationBody Validation,
    int StatusCode,
    OutcomeHelp? Help)
{
    internal const int SecondsPerMinute = 60;

    /// <summary>Shows a push.</summary>
    /// <param name="request">The request it is shown to.</param>
    /// <param name="push">The push.</param>
    /// <param name="now">Now, UTC: what is not done at its limit is timed out.</param>
    /// <param name="data">The record; null to leave it out.</param>
    public static PushOperationBody Of(HttpRequest request, RecordPush push, DateTimeOffset now, object? data = null)
    {
        var status = push.StatusAt(now);
        return new PushOperationBody(
            push.RecordId is { } record
                ? [new PushChangeBody(push.Target is null ? "Created" : "Modified", new RecordRefBody(record, push.DataType))]
                : [],
            data,
            push.DataType,
            push.Company.Company.Value,
            push.Id.Value,
            push.Connection.Value,
            push.Requested,
            push.Completed,
            push.TimeoutInMinutes,
            push.TimeoutInMinutes * SecondsPerMinute,
            status,
            push.ErrorMessage.Length == 0 ? null : push.ErrorMessage,
            new PushValidationBody([.. push.Refusals.Select(refusal => new ValidationItem(push.Id.Value, refusal, "Ledger"))], []),
            StatusCodeOf(status),
            OutcomeHelp.Of(request, push, status));
    }

    internal static int StatusCodeOf(RecordPushStatus status) => status switch
    {
        RecordPushStatus.Pending => StatusCodes.Status202Accepted,
        RecordPushStatus.Success => StatusCodes.Status200OK,
        RecordPushStatus.TimedOut => StatusCodes.Status408RequestTimeout,
        _ => StatusCodes.Status400BadRequest,
    };
}

/// <summary>What a push did to the ledger.</summary>
internal sealed record PushChangeBody(string Type, RecordRefBody RecordRef);

/// <summary>A record of the ledger.</summary>
internal sealed record RecordRefBody(string Id, string DataType);

/// <summary>What the ledger said of a pushed record.</summary>
internal sealed record PushValidationBody(IReadOnlyList<ValidationItem> Errors, IReadOnlyList<ValidationItem> Warnings);
