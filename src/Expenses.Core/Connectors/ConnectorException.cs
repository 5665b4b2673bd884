namespace Expenses.Core.Connectors;

/// <summary>A request to a platform that did not give an answer about its items. A refused item is data, not this.</summary>
public sealed class ConnectorException : Exception
{
    /// <summary>Makes the failure.</summary>
    /// <param name="category">What it means for what comes next.</param>
    /// <param name="code">The platform's code, prefixed by its name (`sandbox.quota`).</param>
    /// <param name="message">The platform's words; goes into the sync record, so it holds no secret.</param>
    /// <param name="retryAfter">How long the platform asked to wait; null when it did not say.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectorException(FailureCategory category, string code, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Category = category;
        Code = code;
        RetryAfter = retryAfter;
    }

    /// <summary>What it means for what comes next.</summary>
    public FailureCategory Category { get; }

    /// <summary>The platform's code.</summary>
    public string Code { get; }

    /// <summary>How long the platform asked to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>What a failed request means for what comes next.</summary>
public enum FailureCategory
{
    /// <summary>The platform's quota is used up; nothing was done. Wait, then send again.</summary>
    RateLimited,

    /// <summary>Nothing was done and trying again may help.</summary>
    Transient,

    /// <summary>It may or may not have been done: look it up before any resend.</summary>
    UnknownOutcome,

    /// <summary>The connection is not authorised any more (4220).</summary>
    Unauthorized,

    /// <summary>The accounting software's subscription has lapsed (4260).</summary>
    SubscriptionExpired,

    /// <summary>The platform refused the request as a whole, and will again.</summary>
    Rejected,
}
