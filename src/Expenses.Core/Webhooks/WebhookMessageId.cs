using System.Globalization;
using System.Text.Json.Serialization;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>
/// The `webhook-id` of a message: `msg_`, twelve hexadecimal digits of its time in milliseconds, twenty of what it is
/// about. Constant over attempts, consumers and replays, and in order of time.
/// </summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<WebhookMessageId>))]
public readonly record struct WebhookMessageId(string Value) : IIdentifier<WebhookMessageId>
{
    private const string Prefix = "msg_";
    private const int TimeDigits = 12;
    private const int HashDigits = 20;

    /// <inheritdoc />
    public static WebhookMessageId From(string value) => new(value);

    /// <summary>The id of an event's message.</summary>
    /// <param name="client">Whose event.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="occurred">When it happened.</param>
    /// <returns>The id.</returns>
    public static WebhookMessageId Of(ClientId client, string eventId, DateTimeOffset occurred) => new(
        Prefix + TimeText(occurred) + DerivedId.Key("webhook-message", client.Value, eventId)[..HashDigits]);

    /// <summary>Where messages older than a time begin, newest first.</summary>
    /// <param name="time">The time.</param>
    /// <returns>An id that no message has; every message of that millisecond or later sorts before it.</returns>
    public static WebhookMessageId At(DateTimeOffset time) => new(Prefix + TimeText(time) + new string('f', HashDigits));

    /// <summary>Whether a text has the form of an id.</summary>
    /// <param name="text">The text.</param>
    /// <returns>False for anything no message of ours can be called.</returns>
    public static bool IsWellFormed(string text) =>
        text.Length == Prefix.Length + TimeDigits + HashDigits
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower);

    /// <summary>A text that sorts messages newest first, and is different for different ids.</summary>
    /// <returns>32 hexadecimal digits.</returns>
    /// <exception cref="FormatException">The id is not well formed.</exception>
    public string NewestFirst()
    {
        if (!IsWellFormed(Value))
        {
            throw new FormatException("A message id is 'msg_' and 32 hexadecimal digits.");
        }

        var time = long.Parse(Value.AsSpan(Prefix.Length, TimeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (0xFFFF_FFFF_FFFF - time).ToString("x12", CultureInfo.InvariantCulture) + Value[(Prefix.Length + TimeDigits)..];
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string TimeText(DateTimeOffset time) =>
        Math.Clamp(time.ToUnixTimeMilliseconds(), 0, 0xFFFF_FFFF_FFFF).ToString("x12", CultureInfo.InvariantCulture);
}
