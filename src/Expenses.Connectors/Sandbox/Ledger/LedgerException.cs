namespace Expenses.Connectors.Sandbox.Ledger;

/// <summary>The ledger's answer to a request as a whole that it does not carry out, or not to the end.</summary>
internal sealed class LedgerException(LedgerError error, string code, string message, TimeSpan? retryAfter = null)
    : Exception(message)
{
    public LedgerError Error { get; } = error;

    public string Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>What a web API says with its status.</summary>
internal enum LedgerError
{
    /// <summary>429: quota or concurrency; nothing was done.</summary>
    TooManyRequests,

    /// <summary>503: nothing was done.</summary>
    Unavailable,

    /// <summary>The connection broke after the request was taken: it may have been carried out.</summary>
    AnswerLost,

    /// <summary>400 or 404: it will be refused again.</summary>
    BadRequest,

    /// <summary>402: nobody pays for the books.</summary>
    SubscriptionLapsed,

    /// <summary>401: the access was withdrawn.</summary>
    AccessRevoked,
}
