using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>One property of an entity class, read and written without boxing.</summary>
internal abstract class PropertyCodec(string name)
{
    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(name);

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name, EntityJson.Encoder);

    public JsonEncodedText AnnotationName { get; } = JsonEncodedText.Encode(name + Names.TypeSuffix, EntityJson.Encoder);

    public static PropertyCodec For(PropertyInfo property, string name)
    {
        var valueType = property.PropertyType;
        var plainType = Nullable.GetUnderlyingType(valueType) ?? valueType;
        var format = plainType.IsEnum
            ? Activator.CreateInstance(typeof(EnumFormat<>).MakeGenericType(plainType))
            : ValueFormats.Find(plainType);
        if (format is null)
        {
            throw new NotSupportedException($"Table storage has no type for {property.DeclaringType}.{property.Name} of type {valueType}.");
        }

        var codecType = valueType == plainType ? typeof(PlainPropertyCodec<>) : typeof(NullablePropertyCodec<>);
        return (PropertyCodec)Activator.CreateInstance(codecType.MakeGenericType(plainType), name, property, format);
    }

    /// <summary>Writes annotation, name and value; a null is not written, since the service keeps none.</summary>
    public abstract void Write(Utf8JsonWriter writer, object entity);

    /// <summary>Sets the property from the value the reader stands on.</summary>
    public abstract void Read(ref Utf8JsonReader reader, object entity);

    protected static Func<object, TValue> Getter<TValue>(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, TValue>>(Expression.Property(Expression.Convert(entity, property.DeclaringType), property), entity).Compile();
    }

    protected static Action<object, TValue> Setter<TValue>(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(TValue));
        var target = property.DeclaringType.IsValueType
            ? Expression.Unbox(entity, property.DeclaringType)
            : Expression.Convert(entity, property.DeclaringType);
        return Expression.Lambda<Action<object, TValue>>(Expression.Call(target, property.GetSetMethod(nonPublic: true), value), entity, value).Compile();
    }

    protected void WriteName(Utf8JsonWriter writer, string odataType)
    {
        if (odataType is not null)
        {
            writer.WriteString(AnnotationName, odataType);
        }

        writer.WritePropertyName(EncodedName);
    }
}
