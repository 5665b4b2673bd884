using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>Writes the body of a message in the style its consumer wants (codat-contract §2.16).</summary>
public static class WebhookBody
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body. An event that lacks the wanted form is written in the one it has.</summary>
    /// <param name="published">The event.</param>
    /// <param name="consumer">Whom it goes to.</param>
    /// <returns>UTF-8 JSON; the same event and consumer always give the same bytes.</returns>
    public static byte[] Of(PublishedEvent published, WebhookConsumer consumer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            if (published.Legacy is { } alert && (consumer.Style == WebhookStyle.Legacy || published.Payload is null))
            {
                WriteAlert(json, published, alert, consumer);
            }
            else
            {
                WriteEvent(json, published);
            }

            // Ours, in both styles; a reader of the contract's fields passes it over.
            if (published.CorrelationId is { } correlation)
            {
                json.WriteString(consumer.Style == WebhookStyle.Legacy ? "CorrelationId" : "correlationId", correlation);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteEvent(Utf8JsonWriter json, PublishedEvent published)
    {
        json.WriteString("id", published.Id);
        json.WriteString("eventType", published.Type);
        json.WriteString("generatedDate", published.Occurred.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.WritePropertyName("payload");
        json.WriteRawValue(published.Payload ?? "{}");
    }

    private static void WriteAlert(Utf8JsonWriter json, PublishedEvent published, LegacyAlert alert, WebhookConsumer consumer)
    {
        json.WriteString("AlertId", DerivedId.Guid("alert", published.Id, consumer.Id.Value));
        json.WriteString("ClientId", published.Client.Value);
        json.WriteString("ClientName", published.Client.Value);
        if (published.Company is { } company)
        {
            json.WriteString("CompanyId", company.Value);
        }

        if (alert.Connection is { } connection)
        {
            json.WriteString("DataConnectionId", connection.Value);
        }

        json.WriteString("RuleId", consumer.Id.Value);
        json.WriteString("RuleType", EventCatalogue.KindOf(published.Type).RuleType ?? published.Type);
        json.WriteString("Message", alert.Message);
        json.WritePropertyName("Data");
        json.WriteRawValue(alert.Data);
    }
}
