using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Webhooks;

/// <summary>Settings of webhooks; section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks";

    /// <summary>The most attempts a schedule may have.</summary>
    public const int MaximumAttempts = 20;

    /// <summary>For how many days a message can be replayed.</summary>
    public const int ReplayableDays = 14;

    /// <summary>The most that <see cref="Timeout"/> may be: half of what a function has.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The most that <see cref="SecretOverlap"/> may be: a secret that was given away must end.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    /// <summary>How long a consumer may take to answer; above zero, at most five minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The waits before each attempt, the first one included; empty for <see cref="DeliverySchedule.Default"/>.</summary>
    public IList<TimeSpan> Schedule { get; } = [];

    /// <summary>
    /// Lets consumers be on this machine, over http and on any port. For tests and local runs only: on a server it opens
    /// everything that listens there to whoever has an API key.
    /// </summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long the secret before the newest one signs as well after a rotation; at most 30 days.</summary>
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The schedule in force.</summary>
    /// <returns>At least one wait.</returns>
    public IReadOnlyList<TimeSpan> Waits() => Schedule.Count == 0 ? DeliverySchedule.Default : [.. Schedule];

    /// <summary>Whether the last attempt of a message that is replayed as late as possible comes while the message is kept.</summary>
    /// <param name="kept">How long messages are kept.</param>
    /// <returns>False for settings that contradict each other.</returns>
    public bool IsOverBefore(TimeSpan kept)
    {
        var left = kept - TimeSpan.FromDays(ReplayableDays);
        foreach (var wait in Waits())
        {
            if (wait > left)
            {
                return false;
            }

            left -= wait;
        }

        return true;
    }
}
