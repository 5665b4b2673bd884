using System.Collections.Frozen;

namespace Expenses.Core.Syncs;

/// <summary>What the contract says of each sync status code: label, `syncStatus` text and who raises it (codat-contract §4.9).</summary>
public static class SyncStatusTable
{
    /// <summary>All twelve codes.</summary>
    public static FrozenDictionary<SyncStatusCode, SyncStatusInfo> All { get; } = new SyncStatusInfo[]
    {
        new(SyncStatusCode.InProgress, "In progress", "Started", SyncOutcome.InProgress, "from the request until the end"),
        new(SyncStatusCode.LongRunning, "In progress (more than ten minutes)", "Started", SyncOutcome.InProgress, "reading a sync that has run for more than ten minutes"),
        new(SyncStatusCode.Complete, "Complete", "Complete", SyncOutcome.Succeeded, "FinishSync: something was written and nothing failed"),
        new(SyncStatusCode.CompleteNothingWritten, "Complete (nothing to write)", "Complete", SyncOutcome.Succeeded, "FinishSync: the datasets held nothing to write, or drafts only"),
        new(SyncStatusCode.ConfigurationError, "Configuration error", "ConfigError", SyncOutcome.Failed, "LoadSync: a default is missing on both levels or is no longer in the ledger"),
        new(SyncStatusCode.CompanyNotFound, "Company deleted or deauthorised", "NotFound", SyncOutcome.Failed, "LoadSync: the company or its accounting connection is gone"),
        new(SyncStatusCode.CompanyUnauthorized, "Company deleted or deauthorised", "Unauthorized", SyncOutcome.Failed, "LoadSync, PushBatch: the connection is not linked, or the platform refused its token"),
        new(SyncStatusCode.BillingExpired, "Accounting software subscription lapsed", "BillingExpired", SyncOutcome.Failed, "LoadSync, PushBatch: the platform reports a lapsed subscription"),
        new(SyncStatusCode.ServerError, "Server error", "Error", SyncOutcome.Failed, "an unexpected fault of this service, or a poisoned queue message"),
        new(SyncStatusCode.Duplicate, "Duplicate protection", "DuplicationError", SyncOutcome.Failed, "PrepareChunk: a transaction is in the ledger already"),
        new(SyncStatusCode.ProcessingError, "Data processing error", "ProcessingError", SyncOutcome.Failed, "FinishSync: a transaction failed validation and none failed while being written"),
        new(SyncStatusCode.PushError, "Data write error", "PushError", SyncOutcome.Failed, "FinishSync: a transaction was refused while being written"),
    }.ToFrozenDictionary(info => info.Code);

    /// <summary>The `syncStatus` text of a sync: the code's, or the stage while it is in progress (§2.8).</summary>
    /// <param name="code">The code as read.</param>
    /// <param name="stage">The stage.</param>
    /// <returns>The text.</returns>
    public static string TextOf(SyncStatusCode code, SyncStage stage) =>
        All[code].Outcome == SyncOutcome.InProgress && stage != SyncStage.Finished ? stage.ToString() : All[code].Text;

    /// <summary>The final code of a sync whose transactions are all decided: the worst failure wins (§4.9).</summary>
    /// <param name="counts">How its transactions stand.</param>
    /// <returns>2000, 2040, 5120 or 5130.</returns>
    public static SyncStatusCode FinalCode(SyncCounts counts)
    {
        if (counts.PushErrors + counts.Unknown + counts.Pending > 0)
        {
            return SyncStatusCode.PushError;
        }

        if (counts.ValidationErrors > 0)
        {
            return SyncStatusCode.ProcessingError;
        }

        return counts.Written > 0 ? SyncStatusCode.Complete : SyncStatusCode.CompleteNothingWritten;
    }
}

/// <summary>What the contract says of one code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Label">Its label for people.</param>
/// <param name="Text">Its `syncStatus`.</param>
/// <param name="Outcome">How a sync with it stands.</param>
/// <param name="RaisedBy">Who raises it and when.</param>
public sealed record SyncStatusInfo(SyncStatusCode Code, string Label, string Text, SyncOutcome Outcome, string RaisedBy);

/// <summary>How a sync stands as a whole.</summary>
public enum SyncOutcome
{
    /// <summary>Not ended.</summary>
    InProgress,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Ended with at least one failure.</summary>
    Failed,
}
