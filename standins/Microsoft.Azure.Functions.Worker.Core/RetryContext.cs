namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which attempt of the host's own retry policy this invocation is.</summary>
public abstract class RetryContext
{
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}
