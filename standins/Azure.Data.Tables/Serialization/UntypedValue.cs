using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Values of a <see cref="TableEntity"/>: the type comes from the object on the way out, from the annotation on the way in.</summary>
internal static class UntypedValue
{
    /// <summary>The annotation a value needs, or null where JSON says the type by itself.</summary>
    public static string TypeOf(object value) => value switch
    {
        long or ulong => Odata.Int64,
        double or float => Odata.Double,
        Guid => Odata.Guid,
        DateTime or DateTimeOffset => Odata.DateTime,
        byte[] or BinaryData => Odata.Binary,
        _ => null,
    };

    public static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: Odata.WriteInt64(writer, number); break;
            case ulong number: Odata.WriteInt64(writer, checked((long)number)); break;
            case double number: Odata.WriteDouble(writer, number); break;
            case float number: Odata.WriteDouble(writer, number); break;
            case Guid id: writer.WriteStringValue(id); break;
            case DateTimeOffset time: Odata.WriteTime(writer, time.UtcDateTime); break;
            case DateTime time: Odata.WriteTime(writer, time.ToUniversalTime()); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            case BinaryData data: writer.WriteBase64StringValue(data.ToMemory().Span); break;
            case Enum member: writer.WriteStringValue(member.ToString()); break;
            default: throw new NotSupportedException($"Table storage has no type for property '{name}' of type {value.GetType()}.");
        }
    }

    public static object Read(ref Utf8JsonReader reader, string odataType) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when odataType == Odata.Double => reader.GetDouble(),
        JsonTokenType.Number when odataType == Odata.Int64 => reader.GetInt64(),
        JsonTokenType.Number => reader.TryGetInt32(out var number) ? (object)number : reader.GetDouble(),
        _ => odataType switch
        {
            Odata.Int64 => Odata.ReadInt64(ref reader),
            Odata.Double => Odata.ReadDouble(ref reader),
            Odata.DateTime => Odata.ReadTime(ref reader),
            Odata.Guid => reader.GetGuid(),
            Odata.Binary => reader.GetBytesFromBase64(),
            _ => reader.GetString(),
        },
    };
}
