using Expenses.Core.Syncs;
using ExpensesFunctions.Http.Contract.Help;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>A sync's status (codat-contract §2.8). Both message fields are empty strings on success, never absent; `help` is ours, for whoever asks.</summary>
internal sealed record SyncStatusBody(
    string CompanyId,
    string SyncId,
    int SyncStatusCode,
    string SyncStatus,
    string ErrorMessage,
    string SyncExceptionMessage,
    DateTimeOffset SyncUtc,
    bool DataPushed,
    OutcomeHelp? Help)
{
    public static SyncStatusBody Of(HttpRequest request, SyncRecord sync, DateTimeOffset now)
    {
        var code = sync.CodeAt(now);
        return new SyncStatusBody(
            sync.Company.Company.Value,
            sync.Id.Value,
            (int)code,
            SyncStatusTable.TextOf(code, sync.Stage),
            sync.ErrorMessage,
            sync.SyncExceptionMessage,
            sync.Requested,
            sync.DataPushed,
            OutcomeHelp.Of(request, code));
    }
}
