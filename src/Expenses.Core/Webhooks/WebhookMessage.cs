using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>Where a message to a consumer stands (codat-contract §2.16).</summary>
public enum WebhookMessageState
{
    /// <summary>The first attempt has not been made.</summary>
    Sending,

    /// <summary>An attempt failed and another one is scheduled.</summary>
    Attempting,

    /// <summary>The consumer took it.</summary>
    Success,

    /// <summary>No attempt is left; it can be replayed.</summary>
    Failure,
}

/// <summary>One message to one consumer with its attempts.</summary>
public sealed record WebhookMessage
{
    /// <summary>How many attempts are kept; older ones are forgotten.</summary>
    public const int KeptAttempts = 50;

    /// <summary>Whose message it is.</summary>
    public required ClientId Client { get; init; }

    /// <summary>Whom it goes to.</summary>
    public required WebhookConsumerId Consumer { get; init; }

    /// <summary>Its id.</summary>
    public required WebhookMessageId Id { get; init; }

    /// <summary>The address a mail goes to; null for a message to the consumer's URL.</summary>
    public string? Recipient { get; init; }

    /// <summary>The event's type, by its new-style name.</summary>
    public required string EventType { get; init; }

    /// <summary>The company it is about; null when it is about the client.</summary>
    public CompanyId? Company { get; init; }

    /// <summary>When the event happened, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where it stands.</summary>
    public WebhookMessageState State { get; init; }

    /// <summary>0 for the first delivery; each replay adds one.</summary>
    public int Round { get; init; }

    /// <summary>The attempts, oldest first.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts { get; init; } = [];

    /// <summary>When it is tried again, UTC; null when it is not.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>
    /// Whether nothing is tried after an attempt: it was taken, or whoever answered never wants it. A consumer says so with
    /// 410; a mail server with 521 or a code of the 550s, which are about the mailbox or the mail. Its other refusals, such as
    /// of our password, may be mended meanwhile.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <returns>Whether it was the last one of its round.</returns>
    public bool EndsWith(WebhookAttempt attempt) =>
        attempt.IsSuccess || (Recipient is null ? attempt.StatusCode == 410 : attempt.StatusCode is 521 or (>= 550 and <= 559));

    /// <summary>The message after an attempt. The record of the same attempt is replaced.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="next">When the next one is due; null when there is none.</param>
    /// <returns>The changed message.</returns>
    public WebhookMessage After(WebhookAttempt attempt, DateTimeOffset? next)
    {
        var others = Attempts.Where(other => (other.Round, other.Number) != (attempt.Round, attempt.Number));
        var changed = this with { Attempts = [.. others.Append(attempt).TakeLast(KeptAttempts)] };

        // An earlier round that is still under way does not speak for a later one.
        return attempt.Round < Round ? changed : changed with
        {
            Round = attempt.Round,
            State = attempt.IsSuccess ? WebhookMessageState.Success : next is null ? WebhookMessageState.Failure : WebhookMessageState.Attempting,
            NextAttempt = attempt.IsSuccess ? null : next,
        };
    }
}

/// <summary>One attempt to deliver a message.</summary>
/// <param name="Round">The delivery it belongs to: 0, or the number of the replay.</param>
/// <param name="Number">Its number in the round, from 1.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="StatusCode">The answer's status, of HTTP or, for a mail, of SMTP; null when there was no answer.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record WebhookAttempt(int Round, int Number, DateTimeOffset At, int? StatusCode, string? Error, int Milliseconds)
{
    /// <summary>Only 2xx is success; a redirect is not.</summary>
    public bool IsSuccess => StatusCode is >= 200 and <= 299;
}
