using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Writes entities. Timestamp and ETag are the service's own and stay out of the body.</summary>
internal static class EntityJson
{
    private const int StackLimit = 256;

    [ThreadStatic]
    private static Utf8JsonWriter _writer;

    /// <summary>The body is JSON for a service, never part of a page, so only what JSON itself demands is escaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The entity as UTF-8 in memory of its own: it must stay as it is until the last retry.</summary>
    public static ReadOnlyMemory<byte> Serialize(ITableEntity entity)
    {
        var buffer = Scratch.Clear();
        Write(buffer, entity);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(IBufferWriter<byte> buffer, ITableEntity entity)
    {
        // Skipped validation: the calls below can only make well-formed JSON.
        var writer = _writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true });
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("PartitionKey"u8, entity.PartitionKey);
        writer.WriteString("RowKey"u8, entity.RowKey);
        if (entity is TableEntity dictionary)
        {
            WriteDictionary(writer, dictionary);
        }
        else
        {
            foreach (var property in EntityShape.Of(entity.GetType()).Properties)
            {
                property.Write(writer, entity);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteDictionary(Utf8JsonWriter writer, TableEntity entity)
    {
        foreach (var (name, value) in entity.Properties)
        {
            if (value is null || name is Names.PartitionKey or Names.RowKey or Names.Timestamp or Names.ETag)
            {
                continue;
            }

            if (UntypedValue.TypeOf(value) is { } odataType)
            {
                WriteAnnotation(writer, name, odataType);
            }

            writer.WritePropertyName(name);
            UntypedValue.Write(writer, name, value);
        }
    }

    private static void WriteAnnotation(Utf8JsonWriter writer, string name, string odataType)
    {
        var length = name.Length + Names.TypeSuffix.Length;
        Span<char> annotation = length <= StackLimit ? stackalloc char[StackLimit] : new char[length];
        name.CopyTo(annotation);
        Names.TypeSuffix.CopyTo(annotation[name.Length..]);
        writer.WriteString(annotation[..length], odataType);
    }
}
