using System.Text.Json;
using System.Text.Json.Serialization;
using Expenses.LocalHost.Durable.Entities;

namespace Expenses.LocalHost.Durable.History;

/// <summary>The engine's own records as text; payloads of users inside them stay the text they are.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(EntityMessage))]
[JsonSerializable(typeof(EntityResponse))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    public static string Write(HistoryEvent value) => JsonSerializer.Serialize(value, Default.HistoryEvent);

    public static HistoryEvent ReadEvent(string text) => JsonSerializer.Deserialize(text, Default.HistoryEvent)!;

    public static string Write(EntityMessage value) => JsonSerializer.Serialize(value, Default.EntityMessage);

    public static EntityMessage ReadEntityMessage(string text) => JsonSerializer.Deserialize(text, Default.EntityMessage)!;

    public static string Write(EntityResponse value) => JsonSerializer.Serialize(value, Default.EntityResponse);

    public static EntityResponse ReadResponse(string text) => JsonSerializer.Deserialize(text, Default.EntityResponse)!;

    public static string? Write(Failure? value) => value is null ? null : JsonSerializer.Serialize(value, Default.Failure);

    public static Failure? ReadFailure(string? text) => text is null ? null : JsonSerializer.Deserialize(text, Default.Failure);

    public static string? Write(IReadOnlyDictionary<string, string>? value)
        => value is null or { Count: 0 } ? null : JsonSerializer.Serialize(value, Default.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string>? ReadTags(string? text)
        => text is null ? null : JsonSerializer.Deserialize(text, Default.IReadOnlyDictionaryStringString);
}
