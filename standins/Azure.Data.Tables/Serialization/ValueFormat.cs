using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>How values of one type travel.</summary>
internal abstract class ValueFormat<T>
{
    /// <summary>The annotation, or null where JSON says the type by itself.</summary>
    public virtual string OdataType => null;

    public abstract void Write(Utf8JsonWriter writer, T value);

    public abstract T Read(ref Utf8JsonReader reader);
}
