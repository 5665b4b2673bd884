namespace Expenses.Core.Data;

/// <summary>How a pull operation stands (codat-contract §2.13; the subset this product reaches).</summary>
public enum PullStatus
{
    /// <summary>Never read.</summary>
    Initial,

    /// <summary>Asked for, not begun.</summary>
    Queued,

    /// <summary>The ledger is being read.</summary>
    Fetching,

    /// <summary>Read.</summary>
    Complete,

    /// <summary>The ledger could not be read, or refused.</summary>
    FetchError,

    /// <summary>The connection is not linked, or not authorised any more.</summary>
    AuthError,

    /// <summary>The platform's quota stayed used up.</summary>
    RateLimitError,
}
