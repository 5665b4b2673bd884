namespace Expenses.Core.Syncs;

/// <summary>A sync that cannot go on because its company or connection is gone or not linked any more (codat-contract §4.9).</summary>
public sealed class SyncStoppedException : Exception
{
    /// <summary>Makes the stop.</summary>
    /// <param name="code">The code the sync ends with.</param>
    /// <param name="message">Why, for the sync record.</param>
    public SyncStoppedException(SyncStatusCode code, string message)
        : base(message) => Code = code;

    /// <summary>The code the sync ends with.</summary>
    public SyncStatusCode Code { get; }
}
