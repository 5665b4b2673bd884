using System.Reflection;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

internal sealed class NullablePropertyCodec<T>(string name, PropertyInfo property, ValueFormat<T> format) : PropertyCodec(name)
    where T : struct
{
    private readonly Func<object, T?> _get = Getter<T?>(property);
    private readonly Action<object, T?> _set = Setter<T?>(property);

    public override void Write(Utf8JsonWriter writer, object entity)
    {
        if (_get(entity) is { } value)
        {
            WriteName(writer, format.OdataType);
            format.Write(writer, value);
        }
    }

    public override void Read(ref Utf8JsonReader reader, object entity) =>
        _set(entity, reader.TokenType == JsonTokenType.Null ? null : format.Read(ref reader));
}
