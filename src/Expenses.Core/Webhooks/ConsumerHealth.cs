namespace Expenses.Core.Webhooks;

/// <summary>Switches off a consumer that nobody answers for (codat-contract B110).</summary>
public static class ConsumerHealth
{
    /// <summary>How long every attempt must fail.</summary>
    public static readonly TimeSpan DisableAfter = TimeSpan.FromDays(5);

    /// <summary>
    /// A success this soon after a failure does not clear the failure. A consumer that fails now and then would otherwise
    /// be written at every attempt; the price is that it may be switched off an hour early.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    private const int Gone = 410;

    /// <summary>The consumer after an attempt.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="attempt">The attempt.</param>
    /// <returns>The same consumer when there is nothing to write.</returns>
    public static WebhookConsumer After(WebhookConsumer consumer, WebhookAttempt attempt)
    {
        if (attempt.IsSuccess)
        {
            return consumer.FailingSince is { } since && attempt.At - since > Tolerance ? consumer with { FailingSince = null } : consumer;
        }

        if (consumer.IsDisabled)
        {
            return consumer;
        }

        if (attempt.StatusCode == Gone)
        {
            return consumer with { IsDisabled = true, DisabledReason = "The consumer answered 410 Gone." };
        }

        if (consumer.FailingSince is not { } failing)
        {
            return consumer with { FailingSince = attempt.At };
        }

        return attempt.At - failing >= DisableAfter
            ? consumer with { IsDisabled = true, DisabledReason = $"Every attempt has failed since {failing:u}." }
            : consumer;
    }
}
