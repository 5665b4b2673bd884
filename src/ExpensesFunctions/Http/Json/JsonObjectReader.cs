using System.Globalization;
using System.Text.Json;

namespace ExpensesFunctions.Http.Json;

/// <summary>
/// Reads one JSON object of a request. Names match in any case (codat-contract T11), unknown ones are ignored, `null` is
/// absent; what is wrong goes to the errors with its JSON pointer, and the read gives nothing.
/// </summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonElement> _members;

    private JsonObjectReader(Dictionary<string, JsonElement> members, string pointer, RequestErrors errors)
    {
        _members = members;
        Pointer = pointer;
        Errors = errors;
    }

    /// <summary>Where the object is.</summary>
    public string Pointer { get; }

    /// <summary>Where rejected values go.</summary>
    public RequestErrors Errors { get; }

    /// <summary>Opens an object; null, with an error, when the value is something else.</summary>
    public static JsonObjectReader? Open(JsonElement element, string pointer, RequestErrors errors)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(pointer.Length == 0 ? JsonBody.Location : pointer, "Must be a JSON object.", "Type");
            return null;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
        {
            if (!members.TryAdd(property.Name, property.Value))
            {
                errors.Add(Join(pointer, property.Name), "The property is there twice, in different case.", "Duplicate");
            }
        }

        return new JsonObjectReader(members, pointer, errors);
    }

    /// <summary>The pointer of an entry of an array.</summary>
    public static string Join(string pointer, int index) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    /// <summary>The pointer of a property of this object.</summary>
    public string At(string name) => Join(Pointer, name);

    /// <summary>A property's value; null when it is absent or `null`. A missing one that is required is an error.</summary>
    public JsonElement? Find(string name, bool required = false)
    {
        if (_members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            Errors.Add(At(name), $"'{name}' is required.", "Required");
        }

        return null;
    }

    /// <summary>A property that is an object.</summary>
    public JsonObjectReader? Object(string name, bool required = false) =>
        Find(name, required) is { } value ? Open(value, At(name), Errors) : null;

    /// <summary>A property that is an array with a number of entries within bounds; empty when it is absent or wrong.</summary>
    public IReadOnlyList<JsonElement> Array(string name, int minimum, int maximum, bool required = false)
    {
        if (Find(name, required) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Errors.Add(At(name), $"'{name}' must be an array.", "Type");
            return [];
        }

        var length = value.GetArrayLength();
        if (length >= minimum && length <= maximum)
        {
            return [.. value.EnumerateArray()];
        }

        Errors.Add(At(name), $"'{name}' must have {minimum} to {maximum} entries; it has {length}.", "Count");
        return [];
    }

    /// <summary>A property that is true or false.</summary>
    public bool Flag(string name)
    {
        var value = Find(name);
        if (value is not null and not { ValueKind: JsonValueKind.True or JsonValueKind.False })
        {
            Errors.Add(At(name), $"'{name}' must be true or false.", "Type");
        }

        return value is { ValueKind: JsonValueKind.True };
    }

    // RFC 6901; the name is a caller's, so it is cut to what a reader needs.
    private static string Join(string pointer, string name)
    {
        var shown = name.Length > RequestLimits.Id ? name[..RequestLimits.Id] : name;
        return $"{pointer}/{shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
    }
}
