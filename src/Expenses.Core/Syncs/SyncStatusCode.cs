namespace Expenses.Core.Syncs;

/// <summary>The twelve sync status codes of the contract (codat-contract §4.9); see <see cref="SyncStatusTable"/>.</summary>
public enum SyncStatusCode
{
    /// <summary>In progress.</summary>
    InProgress = 1000,

    /// <summary>In progress for more than ten minutes.</summary>
    LongRunning = 1010,

    /// <summary>Finished, data written.</summary>
    Complete = 2000,

    /// <summary>Finished, there was nothing to write.</summary>
    CompleteNothingWritten = 2040,

    /// <summary>Configuration is missing or no longer fits the platform.</summary>
    ConfigurationError = 4000,

    /// <summary>The company or its accounting connection is gone.</summary>
    CompanyNotFound = 4040,

    /// <summary>The accounting connection is not authorised.</summary>
    CompanyUnauthorized = 4220,

    /// <summary>The accounting software's subscription has lapsed.</summary>
    BillingExpired = 4260,

    /// <summary>An unexpected fault of ours.</summary>
    ServerError = 5000,

    /// <summary>Duplicate protection: a transaction is in the ledger already.</summary>
    Duplicate = 5080,

    /// <summary>A transaction could not be validated or mapped; none failed while being written.</summary>
    ProcessingError = 5120,

    /// <summary>At least one transaction was refused while being written.</summary>
    PushError = 5130,
}
