using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Expenses.LocalHost.Durable.Entities;

namespace Expenses.LocalHost.Durable.History;

/// <summary>The engine's own records as text; payloads of users inside them stay the text they are.</summary>
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(EntityMessage))]
[JsonSerializable(typeof(EntityResponse))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    // Payloads are JSON inside JSON: with the default encoder every quote of theirs would take six characters.
    private static readonly HistoryJson Text = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(HistoryEvent value) => JsonSerializer.Serialize(value, Text.HistoryEvent);

    public static HistoryEvent ReadEvent(string text) => JsonSerializer.Deserialize(text, Text.HistoryEvent)!;

    public static string Write(EntityMessage value) => JsonSerializer.Serialize(value, Text.EntityMessage);

    public static EntityMessage ReadEntityMessage(string text) => JsonSerializer.Deserialize(text, Text.EntityMessage)!;

    public static string Write(EntityResponse value) => JsonSerializer.Serialize(value, Text.EntityResponse);

    public static EntityResponse ReadResponse(string text) => JsonSerializer.Deserialize(text, Text.EntityResponse)!;

    public static string? Write(Failure? value) => value is null ? null : JsonSerializer.Serialize(value, Text.Failure);

    public static Failure? ReadFailure(string? text) => text is null ? null : JsonSerializer.Deserialize(text, Text.Failure);

    public static string? Write(IReadOnlyDictionary<string, string>? value)
        => value is null or { Count: 0 } ? null : JsonSerializer.Serialize(value, Text.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string>? ReadTags(string? text)
        => text is null ? null : JsonSerializer.Deserialize(text, Text.IReadOnlyDictionaryStringString);
}
