using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Enumerations travel by the name of their member.</summary>
internal sealed class EnumFormat<T> : ValueFormat<T>
    where T : struct, Enum
{
    public override void Write(Utf8JsonWriter writer, T value) => writer.WriteStringValue(value.ToString());

    public override T Read(ref Utf8JsonReader reader) => Enum.Parse<T>(reader.GetString(), ignoreCase: true);
}
