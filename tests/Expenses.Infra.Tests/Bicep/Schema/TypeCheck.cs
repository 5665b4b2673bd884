using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Expenses.Infra.Tests.Bicep.Schema;

/// <summary>Holds a value against a published type. What only a deployment knows passes as text.</summary>
internal static class TypeCheck
{
    public static IEnumerable<string> Problems(JsonNode type, object? value, string at) => (type, value) switch
    {
        (_, null) => [],
        (JsonValue name, _) => Is(name.GetValue<string>(), value) ? [] : [$"{at}: {Functions.Text(value)} is not {name}"],
        (JsonObject o, _) when o.ContainsKey("object") => Members(o, value, at),
        (JsonObject o, _) when o["by"] is { } by => Chosen(o, by.GetValue<string>(), value, at),
        (JsonObject o, IReadOnlyList<object?> items) when o["items"] is { } item => Items(o, item, items, at),
        (JsonObject o, string text) when o["oneOf"] is JsonArray known => known.Any(one => one!.GetValue<string>() == text) ? [] : [$"{at}: '{text}' is none of {known.ToJsonString()}"],
        (JsonObject o, _) when o["anyOf"] is JsonArray any => any.Any(one => !Problems(one!, value, at).Any()) ? [] : [$"{at}: {value} is none of {any.ToJsonString()}"],
        (JsonObject o, string text) when o["string"] is { } limits => Text(limits, text, at),
        (JsonObject o, Runtime) when o["string"] is not null => [],
        (JsonObject o, long number) when o["int"] is { } limits => Number(limits, number, at),
        _ => [$"{at}: {value} is not {type.ToJsonString()}"],
    };

    /// <summary>A member of a type: its type and whether it is required, or only read; null when there is none.</summary>
    public static (JsonNode Type, bool IsRequired, bool IsReadOnly)? MemberOf(JsonNode? type, string key)
    {
        if (type is JsonValue any && any.GetValue<string>() == "any")
        {
            return (any, false, false);
        }

        foreach (var flags in (string[])["", "!", "^", "!^"])
        {
            if (type?["object"]?[key + flags] is { } member)
            {
                return (member, flags.Contains('!', StringComparison.Ordinal), flags.Contains('^', StringComparison.Ordinal));
            }
        }

        return (type as JsonObject)?["others"] is { } others ? (others, false, false) : null;
    }

    private static bool Is(string name, object? value) => name switch
    {
        "any" => true,
        "string" => value is string or Runtime,
        "int" => value is long,
        "bool" => value is bool,
        "object" => value is IReadOnlyDictionary<string, object?>,
        _ => name.StartsWith('\'') && name.Trim('\'') == value as string,
    };

    private static IEnumerable<string> Members(JsonObject type, object? value, string at)
    {
        if (value is not IReadOnlyDictionary<string, object?> members)
        {
            return [$"{at}: {value} is no object"];
        }

        var wrong = members.SelectMany(member => MemberOf(type, member.Key) switch
        {
            null => [$"{at}: there is no '{member.Key}'"],
            { IsReadOnly: true } => [$"{at}: '{member.Key}' can only be read"],
            { } found => Problems(found.Type, member.Value, $"{at}.{member.Key}"),
        });
        var missing = type["object"]!.AsObject()
            .Where(member => member.Key.EndsWith('!') && members.GetValueOrDefault(member.Key[..^1]) is null)
            .Select(member => $"{at}: '{member.Key[..^1]}' is missing");
        return wrong.Concat(missing);
    }

    private static IEnumerable<string> Chosen(JsonObject type, string by, object? value, string at)
    {
        if ((value as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault(by) is not string choice || type["is"]![choice] is not { } chosen)
        {
            return [$"{at}: '{by}' is none of {string.Join(", ", type["is"]!.AsObject().Select(one => one.Key))}"];
        }

        var all = chosen["object"]!.DeepClone().AsObject();
        foreach (var (name, member) in type["base"]!.AsObject())
        {
            all[name] = member!.DeepClone();
        }

        var whole = new JsonObject { ["object"] = all };
        if (chosen["others"] is { } others)
        {
            whole["others"] = others.DeepClone();
        }

        return Members(whole, value, at);
    }

    private static IEnumerable<string> Items(JsonObject type, JsonNode item, IReadOnlyList<object?> items, string at) =>
        items.SelectMany((one, i) => Problems(item, one, $"{at}[{i}]"))
            .Concat(items.Count <= Limit(type, "maxLength", int.MaxValue) ? [] : [$"{at}: too many"]);

    private static IEnumerable<string> Text(JsonNode limits, string text, string at)
    {
        var pattern = limits["pattern"]?.GetValue<string>();
        return text.Length >= Limit(limits, "minLength", 0) && text.Length <= Limit(limits, "maxLength", int.MaxValue)
            && (pattern is null || Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromMinutes(1)))
                ? []
                : [$"{at}: '{text}' is not {limits.ToJsonString()}"];
    }

    private static IEnumerable<string> Number(JsonNode limits, long number, string at) =>
        number >= Limit(limits, "minValue", int.MinValue) && number <= Limit(limits, "maxValue", int.MaxValue)
            ? []
            : [$"{at}: {number} is not {limits.ToJsonString()}"];

    private static int Limit(JsonNode limits, string name, int otherwise) => limits[name]?.GetValue<int>() ?? otherwise;
}
