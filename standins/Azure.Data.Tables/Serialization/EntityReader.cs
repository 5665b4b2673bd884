using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Reads entities of one page: one pass over the bytes, property names shared between the rows.</summary>
internal sealed class EntityReader<T>
    where T : class, ITableEntity
{
    private readonly EntityShape _shape = typeof(T) == typeof(TableEntity) ? null : EntityShape.Of(typeof(T));
    private readonly NameTable _names = new();
    private int _position;

    /// <summary>A single entity.</summary>
    public static T ReadOne(ReadOnlyMemory<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json.Span);
        reader.Read();
        return new EntityReader<T>().Read(ref reader);
    }

    /// <summary>The entities of {"odata.metadata":…,"value":[…]}.</summary>
    public static List<T> ReadPage(ReadOnlyMemory<byte> utf8Json)
    {
        var rows = new List<T>();
        var entities = new EntityReader<T>();
        var reader = new Utf8JsonReader(utf8Json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                rows.Add(entities.Read(ref reader));
            }
        }

        return rows;
    }

    // The reader stands on the start of the object and is left on its end.
    private T Read(ref Utf8JsonReader reader)
    {
        var entity = Activator.CreateInstance<T>();
        string odataType = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()) : reader.ValueSpan;
            if (name.EndsWith("@odata.type"u8))
            {
                // The annotation comes right before the property it is about.
                reader.Read();
                odataType = KnownType(ref reader);
                continue;
            }

            if (name.StartsWith("odata."u8) || name.Contains((byte)'@'))
            {
                ReadMetadata(ref reader, name, entity);
            }
            else
            {
                ReadProperty(ref reader, name, odataType, entity);
            }

            odataType = null;
        }

        return entity;
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, T entity)
    {
        reader.Read();
        if (name.SequenceEqual("odata.etag"u8))
        {
            entity.ETag = new ETag(reader.GetString());
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, string odataType, T entity)
    {
        reader.Read();
        if (name.SequenceEqual("PartitionKey"u8))
        {
            entity.PartitionKey = reader.GetString();
        }
        else if (name.SequenceEqual("RowKey"u8))
        {
            entity.RowKey = reader.GetString();
        }
        else if (name.SequenceEqual("Timestamp"u8))
        {
            entity.Timestamp = Odata.ReadTime(ref reader);
        }
        else if (entity is TableEntity dictionary)
        {
            dictionary.SetFromService(_names.Get(name), UntypedValue.Read(ref reader, odataType));
        }
        else if (_shape.Find(name, ref _position) is { } property)
        {
            property.Read(ref reader, entity);
        }
        else
        {
            reader.Skip();
        }
    }

    private static string KnownType(ref Utf8JsonReader reader)
    {
        foreach (var (utf8, text) in KnownTypes.All)
        {
            if (reader.ValueTextEquals(utf8))
            {
                return text;
            }
        }

        return null;
    }
}
