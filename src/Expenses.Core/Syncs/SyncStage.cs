namespace Expenses.Core.Syncs;

/// <summary>How far a sync that is in progress has come (codat-contract §2.8: `NotStarted`, `Started`, `Pushing`).</summary>
public enum SyncStage
{
    /// <summary>Waiting in the queue.</summary>
    NotStarted,

    /// <summary>Loading and validating.</summary>
    Started,

    /// <summary>Writing to the accounting software.</summary>
    Pushing,

    /// <summary>Ended, with a final code.</summary>
    Finished,
}
