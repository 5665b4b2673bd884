using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Webhooks.Mail;
using ExpensesFunctions.Webhooks.Sending;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Webhooks;

/// <summary>One attempt: look whether it was made, send, write it down, judge the consumer by it.</summary>
/// <param name="messages">Messages.</param>
/// <param name="consumers">Consumers.</param>
/// <param name="sender">Sends to a URL.</param>
/// <param name="mails">Sends to an e-mail address.</param>
/// <param name="events">Tells that a consumer was switched off.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class WebhookAttempts(
    IWebhookMessageStore messages,
    IWebhookConsumerStore consumers,
    WebhookSender sender,
    MailSender mails,
    IEventPublisher events,
    TimeProvider time,
    ILogger<WebhookAttempts> logger)
{
    private const int ConflictTries = 10;

    /// <summary>Makes the attempt.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="cancellationToken">The host is stopping; the attempt is made again.</param>
    /// <returns>What became of it.</returns>
    public async Task<WebhookAttemptResultV1> RunAsync(WebhookAttemptV1 attempt, CancellationToken cancellationToken)
    {
        var client = new ClientId(attempt.Client);
        var id = new WebhookConsumerId(attempt.Consumer);
        var consumer = await consumers.FindAsync(client, id, cancellationToken);
        var message = consumer is null ? null : await messages.FindAsync(client, id, new WebhookMessageId(attempt.Message), cancellationToken);
        if (consumer is null || message is null || (message.State == WebhookMessageState.Success && message.Round >= attempt.Round))
        {
            return new WebhookAttemptResultV1(IsFinished: true);
        }

        var made = message.Attempts.FirstOrDefault(other => other.Round == attempt.Round && other.Number == attempt.Number);
        var wait = made is not null && message.NextAttempt is { } next ? next - made.At : TimeSpan.Zero;
        if (made is null)
        {
            (made, wait) = await SendAsync(consumer, message, attempt, cancellationToken);
            await KeepAsync(message, made, NextOf(message, made, attempt, wait), cancellationToken);
        }

        // A mail says nothing of the rule's URL: the mail server is ours, and one address is not the others.
        if (message.Recipient is null)
        {
            await JudgeAsync(consumer, made, cancellationToken);
        }

        return new WebhookAttemptResultV1(message.EndsWith(made), wait.TotalSeconds);
    }

    private static DateTimeOffset? NextOf(WebhookMessage message, WebhookAttempt made, WebhookAttemptV1 attempt, TimeSpan asked) =>
        message.EndsWith(made) || attempt.NextWaitSeconds is not { } seconds
            ? null
            : made.At.AddMilliseconds(made.Milliseconds) + TimeSpan.FromSeconds(Math.Max(seconds, asked.TotalSeconds));

    private async Task<(WebhookAttempt Made, TimeSpan Wait)> SendAsync(
        WebhookConsumer consumer, WebhookMessage message, WebhookAttemptV1 attempt, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        if (consumer.IsDisabled)
        {
            return (new WebhookAttempt(attempt.Round, attempt.Number, at, null, "The consumer is disabled; nothing was sent.", 0), TimeSpan.Zero);
        }

        var body = await messages.ReadBodyAsync(message, cancellationToken);
        var started = time.GetTimestamp();
        var answer = message.Recipient is null
            ? await sender.SendAsync(consumer, message, body, cancellationToken)
            : await mails.SendAsync(message, body, cancellationToken);
        if (answer.Error is not null)
        {
            logger.AttemptFailed(message.Id.Value, consumer.Id.Value, attempt.Number, answer.Error);
        }

        var took = (int)time.GetElapsedTime(started).TotalMilliseconds;
        return (new WebhookAttempt(attempt.Round, attempt.Number, at, answer.StatusCode, answer.Error, took), answer.RetryAfter);
    }

    // Two rounds of one message may be under way; whoever comes second writes on top of the other.
    private async Task KeepAsync(WebhookMessage message, WebhookAttempt made, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await messages.UpdateAsync(message.After(made, next), cancellationToken);
                return;
            }
            catch (ConcurrencyConflictException) when (tries < ConflictTries)
            {
                message = await messages.FindAsync(message.Client, message.Consumer, message.Id, cancellationToken) ?? message;
            }
        }
    }

    private async Task JudgeAsync(WebhookConsumer consumer, WebhookAttempt made, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var judged = ConsumerHealth.After(consumer, made);
            if (judged == consumer)
            {
                return;
            }

            try
            {
                await consumers.UpdateAsync(judged, cancellationToken);
                if (judged.IsDisabled)
                {
                    await TellAsync(judged, made.At, cancellationToken);
                }

                return;
            }
            catch (ConcurrencyConflictException) when (tries < ConflictTries)
            {
                if (await consumers.FindAsync(consumer.Client, consumer.Id, cancellationToken) is not { } current)
                {
                    return;
                }

                consumer = current;
            }
        }
    }

    private Task TellAsync(WebhookConsumer consumer, DateTimeOffset at, CancellationToken cancellationToken)
    {
        logger.ConsumerDisabled(consumer.Id.Value, consumer.DisabledReason);
        return events.PublishAsync(ConsumerEvents.Disabled(consumer, at), cancellationToken);
    }
}
