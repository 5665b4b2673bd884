using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>"@name@key": the name without regard to case, the key exactly.</summary>
[JsonConverter(typeof(JsonConverter))]
public readonly record struct EntityInstanceId
{
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException("An entity name may not contain the '@' character.", nameof(name));
        }

        ArgumentNullException.ThrowIfNull(key);
        Name = name.ToLowerInvariant();
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var second = instanceId[0] == '@' ? instanceId.IndexOf('@', 1) : -1;
        return second > 1
            ? new EntityInstanceId(instanceId[1..second], instanceId[(second + 1)..])
            : throw new ArgumentException($"'{instanceId}' is not the id of an entity.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";

    private sealed class JsonConverter : JsonConverter<EntityInstanceId>
    {
        public override EntityInstanceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => FromString(reader.GetString() ?? throw new JsonException("An entity id must not be null."));

        public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options)
            => writer.WriteStringValue(value.ToString());
    }
}
