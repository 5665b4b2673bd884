namespace Expenses.Connectors.Sandbox;

/// <summary>How the sandbox behaves: settings <c>Sandbox:*</c>. The defaults are a well-behaved platform.</summary>
public sealed class SandboxOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Sandbox";

    /// <summary>
    /// Whether a new connection is linked at once. If not, it waits as <c>PendingAuth</c> until somebody consents on the page of
    /// its link, as connections to real platforms do (codat-contract M006). Default true: a practice ledger has no owner to ask.
    /// </summary>
    public bool LinkAtOnce { get; set; } = true;

    /// <summary>Requests per connection in a sliding minute; one more is refused with a time to wait. Default 600.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Requests in flight per connection; one more is refused. Default 10, as QuickBooks Online.</summary>
    public int ConcurrentRequests { get; set; } = 10;

    /// <summary>How long every request takes on top. Default nothing.</summary>
    public SandboxLatency LatencyMilliseconds { get; set; } = new();

    /// <summary>Whether pushes are accepted at once and finished later, under a push operation key. Default false.</summary>
    public bool Asynchronous { get; set; }

    /// <summary>How long an asynchronous push waits before it is worked on. Default 2 seconds, at most 7 days.</summary>
    public TimeSpan CompletionDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Every n-th writing request of a connection fails before anything is written; 0 for never.</summary>
    public int FailBeforeCommitEvery { get; set; }

    /// <summary>Every n-th writing request of a connection is carried out and then loses its answer; 0 for never.</summary>
    public int FailAfterCommitEvery { get; set; }

    /// <summary>A merchant whose transactions the ledger refuses, in any case; null for none. To show a failed item.</summary>
    public string? RejectMerchant { get; set; }

    /// <summary>Documents dated before this day are refused; null for an open ledger.</summary>
    public DateOnly? LockDate { get; set; }
}

/// <summary>The span a request's extra time comes from, milliseconds.</summary>
public sealed class SandboxLatency
{
    /// <summary>The shortest.</summary>
    public int Minimum { get; set; }

    /// <summary>The longest; at most a minute.</summary>
    public int Maximum { get; set; }
}
