using System.Reflection;
using System.Text.Json.Nodes;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Http.Documents;

/// <summary>Our own OpenAPI 3.1 document, made from the functions: their triggers, their doc comments, and the types they answer with.</summary>
internal static class ApiDescription
{
    /// <summary>Makes the document.</summary>
    public static JsonObject Create()
    {
        var schemas = new SchemaSet();
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var function in HttpFunction.All.Where(function => function.Verbs.Count > 0))
        {
            var path = $"/{function.Route}";
            var item = paths.TryGetValue(path, out var known) ? known : paths[path] = [];
            foreach (var verb in function.Verbs)
            {
                item[verb.ToLowerInvariant()] = new DescribedOperation(function, verb, schemas).ToJson();
            }
        }

        schemas.Of(typeof(ErrorEnvelope));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "This service" }),
            ["security"] = new JsonArray(new JsonObject { ["basic"] = new JsonArray() }, new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = new JsonObject(paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = Schemes(),
                ["schemas"] = schemas.ToJson(),
            },
        };
    }

    private static JsonObject Info() => new()
    {
        ["title"] = "ExpensesFunctions",
        ["version"] = typeof(ApiDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
        ["description"] =
            "Carries approved expenses with their receipts into accounting software. Speaks the contract of Codat's Sync for Expenses; "
            + "what is ours alone says so. Every POST and PATCH takes an Idempotency-Key, every refusal is an ErrorEnvelope.",
    };

    private static JsonObject Schemes() => new()
    {
        ["basic"] = new JsonObject
        {
            ["type"] = "apiKey",
            ["in"] = "header",
            ["name"] = "Authorization",
            ["description"] = "`Basic` and the base64 of the API key.",
        },
        ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The API key itself." },
    };
}
