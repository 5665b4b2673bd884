using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Http.Documents;

/// <summary>The schemas of a document, made from the types by the serializer that writes them.</summary>
internal sealed class SchemaSet
{
    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>All schemas that were referred to, by name.</summary>
    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value.DeepClone())));

    /// <summary>A reference to the schema of a type; the schema itself for a list, and for an object with free names.</summary>
    public JsonNode Of(Type type)
    {
        if (ArgumentOf(typeof(IReadOnlyList<>), type) is { } item)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(item) };
        }

        if (ArgumentOf(typeof(IReadOnlyDictionary<,>), type) is { } value)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(value) };
        }

        var name = NameOf(type);
        if (!_schemas.ContainsKey(name))
        {
            var schema = ContractJson.Options.GetJsonSchemaAsNode(type, Exporting);
            Relocate(schema, name);
            _schemas[name] = schema;
        }

        return Reference(name);
    }

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static Type? ArgumentOf(Type definition, Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[^1] : null;

    private static string NameOf(Type type) => type.IsGenericType
        ? type.GetGenericArguments().Aggregate(type.Name.Split('`')[0], (name, argument) => $"{name}Of{NameOf(argument)}")
        : type.Name.EndsWith("Body", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;

    // We never send a null: what may be null in a record may be absent in an answer.
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        }

        if (Array.Exists(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IIdentifier<>)))
        {
            return new JsonObject { ["type"] = "string" };
        }

        if (schema is not JsonObject node)
        {
            return schema;
        }

        (node["enum"] as JsonArray)?.RemoveAll(value => value is null);
        if (node["type"] is JsonArray types)
        {
            node["type"] = types.Select(one => one!.GetValue<string>()).First(one => !string.Equals(one, "null", StringComparison.Ordinal));
        }

        // A parameter that may be left out is not a value that is null.
        if (node.TryGetPropertyValue("default", out var fallback) && fallback is null)
        {
            node.Remove("default");
        }

        RequirePresent(context, node);
        return node;
    }

    // Required is what is always written: everything that cannot be null.
    private static void RequirePresent(JsonSchemaExporterContext context, JsonObject node)
    {
        node.Remove("required");
        var present = context.TypeInfo.Properties
            .Where(property => !property.IsGetNullable && node["properties"]?[property.Name] is not null
                && Nullable.GetUnderlyingType(property.PropertyType) is null)
            .Select(property => (JsonNode)property.Name)
            .ToArray();
        if (present.Length > 0)
        {
            node["required"] = new JsonArray(present);
        }
    }

    // A type that holds itself refers to its own root, which is elsewhere in a document.
    private static void Relocate(JsonNode? node, string name)
    {
        if (node is JsonObject schema)
        {
            if (schema["$ref"] is JsonValue reference && reference.GetValue<string>() is ['#', .. var rest])
            {
                schema["$ref"] = $"#/components/schemas/{name}{rest}";
            }

            foreach (var child in schema.ToList())
            {
                Relocate(child.Value, name);
            }
        }
        else if (node is JsonArray list)
        {
            list.ToList().ForEach(child => Relocate(child, name));
        }
    }
}
