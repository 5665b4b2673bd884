using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Serialization;

/// <summary>The properties of one entity class beyond keys, timestamp and ETag; worked out once per class.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Shapes = new();

    private EntityShape(Type type)
    {
        Properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(IsStored)
            .Select(property => (Property: property, Name: property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name))
            .Where(pair => pair.Name is not (Names.PartitionKey or Names.RowKey or Names.Timestamp or nameof(ITableEntity.ETag)))
            .Select(pair => PropertyCodec.For(pair.Property.DeclaringType.GetProperty(pair.Property.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) ?? pair.Property, pair.Name))
            .ToArray();
    }

    public PropertyCodec[] Properties { get; }

    public static EntityShape Of(Type type) => Shapes.GetOrAdd(type, static entityType => new EntityShape(entityType));

    /// <summary>Finds a property by its name on the wire. Rows of one query have the same order, so the place after the last hit is tried first.</summary>
    public PropertyCodec Find(ReadOnlySpan<byte> utf8Name, ref int position)
    {
        for (var step = 0; step < Properties.Length; step++)
        {
            var index = (position + step) % Properties.Length;
            if (utf8Name.SequenceEqual(Properties[index].Utf8Name))
            {
                position = index + 1;
                return Properties[index];
            }
        }

        return null;
    }

    private static bool IsStored(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && property.GetGetMethod() is not null
        && property.GetSetMethod(nonPublic: true) is not null
        && property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null;
}
