using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Webhooks;

/// <summary>Settings of webhooks; section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks";

    /// <summary>The most attempts a schedule may have.</summary>
    public const int MaximumAttempts = 20;

    /// <summary>How long a consumer may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The waits before each attempt, the first one included; empty for <see cref="DeliverySchedule.Default"/>.</summary>
    public IList<TimeSpan> Schedule { get; } = [];

    /// <summary>
    /// Lets consumers be on this machine, over http and on any port. For tests and local runs only: on a server it opens
    /// everything that listens there to whoever has an API key.
    /// </summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long the secret before the newest one signs as well after a rotation.</summary>
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The schedule in force.</summary>
    /// <returns>At least one wait.</returns>
    public IReadOnlyList<TimeSpan> Waits() => Schedule.Count == 0 ? DeliverySchedule.Default : [.. Schedule];
}
