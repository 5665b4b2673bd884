namespace Expenses.Core.Syncs;

/// <summary>Where a transaction of a sync stands (codat-contract §4.10).</summary>
public enum TransactionStatus
{
    /// <summary>Never reported; a transaction whose outcome was lost and not found again.</summary>
    Unknown,

    /// <summary>Queued or being pushed.</summary>
    Pending,

    /// <summary>Refused before it was sent.</summary>
    ValidationError,

    /// <summary>In the ledger.</summary>
    Completed,

    /// <summary>Refused by the accounting software.</summary>
    PushError,
}
