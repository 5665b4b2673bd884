using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Expenses.Infra.Tests.Bicep;

/// <summary>The functions of Bicep that infra/ uses, as far as they can be known without a deployment.</summary>
internal static class Functions
{
    public static object? Call(string name, IReadOnlyList<object?> arguments, string folder) => name switch
    {
        "empty" => IsEmpty(arguments[0]),
        "union" => Union(arguments),
        "min" => arguments.Cast<long>().Min(),
        "toLower" => Text(arguments[0]).ToLowerInvariant(),
        "split" => Text(arguments[0]).Split(Text(arguments[1])).Cast<object?>().ToList(),
        "replace" => Text(arguments[0]).Replace(Text(arguments[1]), Text(arguments[2]), StringComparison.Ordinal),
        "guid" => "guid:" + string.Join('|', arguments.Select(Text)),
        "uniqueString" => Unique(string.Join('|', arguments.Select(Text))),
        "subscriptionResourceId" => string.Join('/', arguments.Select(Text)),
        "loadJsonContent" => Json(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, Text(arguments[0])))).RootElement),
        "loadTextContent" => File.ReadAllText(Path.Combine(folder, Text(arguments[0]))),
        "environment" => Json(JsonDocument.Parse(
            """{"suffixes":{"storage":"core.windows.net"},"authentication":{"loginEndpoint":"https://login.microsoftonline.com/"}}""").RootElement),
        "tenant" or "subscription" or "resourceGroup" => new Runtime(name),
        _ => throw new BicepException($"Function '{name}' is not known here."),
    };

    public static string Text(object? value) => value switch
    {
        null => "",
        bool b => b ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        IReadOnlyList<object?> items => items.Count == 0,
        IReadOnlyDictionary<string, object?> members => members.Count == 0,
        Runtime => false,
        _ => throw new BicepException($"empty() is not for {value}."),
    };

    private static Dictionary<string, object?> Union(IReadOnlyList<object?> objects)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in objects.Cast<IReadOnlyDictionary<string, object?>>().SelectMany(o => o))
        {
            all[member.Key] = member.Value;
        }

        return all;
    }

    private static string Unique(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..13];

    private static object? Json(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(p => p.Name, p => Json(p.Value), StringComparer.Ordinal),
        JsonValueKind.Array => json.EnumerateArray().Select(Json).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetInt64(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        _ => null,
    };
}
