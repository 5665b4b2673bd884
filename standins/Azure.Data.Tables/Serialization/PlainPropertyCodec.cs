using System.Reflection;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

internal sealed class PlainPropertyCodec<T>(string name, PropertyInfo property, ValueFormat<T> format) : PropertyCodec(name)
{
    private readonly Func<object, T> _get = Getter<T>(property);
    private readonly Action<object, T> _set = Setter<T>(property);

    public override void Write(Utf8JsonWriter writer, object entity)
    {
        var value = _get(entity);
        if (value is not null)
        {
            WriteName(writer, format.OdataType);
            format.Write(writer, value);
        }
    }

    public override void Read(ref Utf8JsonReader reader, object entity)
    {
        // A struct has no null: it keeps its default.
        if (reader.TokenType != JsonTokenType.Null)
        {
            _set(entity, format.Read(ref reader));
        }
    }
}
