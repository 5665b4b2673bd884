using Expenses.Core.Connectors;
using ExpensesFunctions.Contracts;

namespace ExpensesFunctions.Runs;

/// <summary>What a failed request to the sync service means for a step of a run.</summary>
internal static class RunStepFailure
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);

    /// <summary>Whether trying the same again at once, as the activity's retry does, is not the answer.</summary>
    public static bool IsDecided(ConnectorException failure) =>
        failure.Category is not (FailureCategory.Transient or FailureCategory.UnknownOutcome);

    /// <summary>The step's result: wait for the quota, or the end.</summary>
    public static RunStepV1 Of(ConnectorException failure) => failure.Category == FailureCategory.RateLimited
        ? new RunStepV1("", RetryAfterSeconds: WaitOf(failure))
        : new RunStepV1("", failure.Message);

    /// <summary>How long the account asked to wait, in seconds; at least one.</summary>
    public static double WaitOf(ConnectorException failure) => Math.Max(1, (failure.RetryAfter ?? DefaultWait).TotalSeconds);
}
