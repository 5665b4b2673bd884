using System.Text.Json;

namespace ExpensesFunctions.Http.Callbacks;

/// <summary>The end of a sync, read from an event of either style (codat-contract §2.16). Everything else is not for us.</summary>
/// <param name="SyncId">The account's id of the sync.</param>
/// <param name="IsSuccess">Whether it says that everything went well.</param>
internal sealed record SyncEvent(string SyncId, bool IsSuccess)
{
    /// <summary>The event of a body; null for an event about something else.</summary>
    public static SyncEvent? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return OfNewStyle(document.RootElement) ?? OfLegacyRule(document.RootElement);
        }
        catch (JsonException)
        {
            // Signed, so it is the account's; and nothing that a run waits for.
            return null;
        }
    }

    private static SyncEvent? OfNewStyle(JsonElement root) => Text(root, "eventType") switch
    {
        "expenses.sync.successful" => Make(Property(root, "payload"), isSuccess: true),
        "expenses.sync.unsuccessful" => Make(Property(root, "payload"), isSuccess: false),
        _ => null,
    };

    private static SyncEvent? OfLegacyRule(JsonElement root) => Text(root, "RuleType")?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "SYNCCOMPLETED" => Make(Property(root, "Data"), isSuccess: true),
        "SYNCFAILED" => Make(Property(root, "Data"), isSuccess: false),
        _ => null,
    };

    private static SyncEvent? Make(JsonElement? payload, bool isSuccess) =>
        payload is { } found && Text(found, "syncId") is { Length: > 0 } sync ? new SyncEvent(sync, isSuccess) : null;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    // Legacy bodies are in PascalCase in some versions and mixed in others.
    private static JsonElement? Property(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }
}
