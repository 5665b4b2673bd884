namespace Expenses.Core.Pushing;

/// <summary>The life of a push intent (design section 4).</summary>
public enum PushIntentState
{
    /// <summary>Written down before anything was sent.</summary>
    Pending,

    /// <summary>A request with it is, or may be, on its way. Without an outcome it counts as unknown.</summary>
    Sent,

    /// <summary>In the ledger. Final for this version: it is never pushed again. An update is the next version.</summary>
    Completed,

    /// <summary>Refused; nothing is in the ledger. May be retried.</summary>
    Failed,

    /// <summary>Sent, and no answer came. Looked up by our reference before any resend.</summary>
    Unknown,
}
