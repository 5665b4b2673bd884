using System.Globalization;
using System.Text;
using System.Text.Json;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Webhooks.Mail;

/// <summary>What a mail says: written once, when its event is spread, and the same in every attempt.</summary>
/// <param name="Subject">One line, without control characters.</param>
/// <param name="Text">The text, plain.</param>
public sealed record MailText(string Subject, string Text)
{
    // A sync's data is small; a record push's may be anything its platform said.
    private const int LongestData = 4000;

    /// <summary>Writes it.</summary>
    /// <param name="published">The event.</param>
    /// <param name="rule">The rule that names the address.</param>
    /// <returns>The mail.</returns>
    public static MailText Of(PublishedEvent published, WebhookConsumer rule)
    {
        var type = EventCatalogue.KindOf(published.Type).RuleType ?? published.Type;
        var text = new StringBuilder();
        text.AppendLine(published.Legacy?.Message ?? type).AppendLine();
        Line(text, "Rule", type);
        Line(text, "Company", published.Company?.Value);
        Line(text, "Connection", published.Legacy?.Connection?.Value);
        Line(text, "Time", published.Occurred.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        Line(text, "Event", published.Id);
        Line(text, "Correlation id", published.CorrelationId);
        if (published.Legacy?.Data is { Length: > 2 } data)
        {
            text.AppendLine().AppendLine(data.Length <= LongestData ? data : string.Concat(data.AsSpan(0, LongestData), " ..."));
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Sent because rule {rule.Id} of {rule.Client} names this address; who has its API key can delete it.");
        return new MailText(OneLine(published.Company is { } company ? $"{type}: company {company}" : type), text.ToString());
    }

    /// <summary>As it is stored.</summary>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>As it was stored.</summary>
    /// <param name="stored">What <see cref="ToBytes"/> gave.</param>
    /// <returns>The mail.</returns>
    /// <exception cref="JsonException">These bytes are no mail.</exception>
    public static MailText FromBytes(ReadOnlyMemory<byte> stored) =>
        JsonSerializer.Deserialize<MailText>(stored.Span) ?? throw new JsonException("A stored mail is empty.");

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {OneLine(value)}");
        }
    }

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
