using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Expenses.Core.Webhooks;

/// <summary>When a message is tried (reliability.md §3.6): ten attempts over 75.6 hours, each wait changed by up to a tenth.</summary>
public static class DeliverySchedule
{
    /// <summary>The largest change of a wait, as a fraction of it.</summary>
    public const double Jitter = 0.1;

    /// <summary>The longest wait a consumer can ask for with `Retry-After`.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>The waits before each attempt, the first one included.</summary>
    public static IReadOnlyList<TimeSpan> Default { get; } =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>
    /// The waits of one message, in seconds. The change follows from message and consumer, so a replayed history, or a
    /// second look, gives the same; different messages spread.
    /// </summary>
    /// <param name="waits">The schedule.</param>
    /// <param name="message">The message.</param>
    /// <param name="consumer">The consumer.</param>
    /// <returns>As many waits as the schedule has.</returns>
    public static IReadOnlyList<double> SecondsOf(IReadOnlyList<TimeSpan> waits, WebhookMessageId message, WebhookConsumerId consumer) =>
        [.. waits.Select((wait, attempt) => Math.Round(wait.TotalSeconds * (1 + (Jitter * Spread(message, consumer, attempt))), 3))];

    // -1 to 1.
    private static double Spread(WebhookMessageId message, WebhookConsumerId consumer, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Value}/{consumer.Value}/{attempt}"));
        return (BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue * 2) - 1;
    }
}
