using System.Text.Json;
using Expenses.Core.Companies;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Companies;

/// <summary>
/// What a request says of a company (codat-contract M002, B007, B008); null for what it does not say. Characters the
/// contract forbids in names are stripped, not refused.
/// </summary>
internal sealed record CompanyFields(string? Name, string? Description, CompanyTags? Tags, string? PlatformType)
{
    /// <summary>Reads the body of `POST`, `PUT` or `PATCH`.</summary>
    /// <param name="root">The body.</param>
    /// <param name="needsName">Whether a name must be there.</param>
    /// <exception cref="Expenses.Core.Errors.ContractException">400.</exception>
    public static CompanyFields Parse(JsonElement root, bool needsName)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var fields = reader is null ? null : new CompanyFields(
            NameOf(reader, needsName),
            DescriptionOf(reader),
            TagsOf(reader),
            needsName ? reader.Text("platformType") : null);
        errors.ThrowIfAny();
        return fields!;
    }

    private static string? NameOf(JsonObjectReader reader, bool required)
    {
        if (reader.Text("name", required) is not { } text || !reader.FitsWithin("name", text, 1, RequestLimits.CompanyName))
        {
            return null;
        }

        var name = CompanyName.Clean(text);
        if (name.Length == 0)
        {
            reader.Errors.Add(reader.At("name"), "'name' must hold a letter or digit.", "Format");
        }

        return name;
    }

    // An empty text is given: it clears the description.
    private static string? DescriptionOf(JsonObjectReader reader) =>
        reader.Find("description") is null ? null : reader.FreeText("description", RequestLimits.CompanyDescription) ?? "";

    private static CompanyTags? TagsOf(JsonObjectReader reader)
    {
        if (reader.Find("tags") is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            reader.Errors.Add(reader.At("tags"), "'tags' must be a JSON object of texts.", "Type");
            return null;
        }

        var tags = new List<KeyValuePair<string, string>>();
        foreach (var tag in value.EnumerateObject().Where(tag => tag.Value.ValueKind != JsonValueKind.Null))
        {
            tags.Add(new(tag.Name, TagOf(reader, tag)));
        }

        if (tags.Count > RequestLimits.Tags)
        {
            reader.Errors.Add(reader.At("tags"), $"A company has at most {RequestLimits.Tags} tags; these are {tags.Count}.", "Count");
        }

        return new CompanyTags(tags);
    }

    private static string TagOf(JsonObjectReader reader, JsonProperty tag)
    {
        var at = $"{reader.At("tags")}/{tag.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        if (tag.Name.Length is 0 or > RequestLimits.TagKey)
        {
            reader.Errors.Add(reader.At("tags"), $"The key of a tag has 1 to {RequestLimits.TagKey} characters; one has {tag.Name.Length}.", "Length");
        }
        else if (!JsonTexts.TryRead(tag.Value, out _))
        {
            reader.Errors.Add(at, "The value of a tag must be a string.", "Type");
        }
        else if (tag.Value.GetString()!.Length > RequestLimits.TagValue)
        {
            reader.Errors.Add(at, $"The value of a tag has at most {RequestLimits.TagValue} characters.", "Length");
        }

        return JsonTexts.TryRead(tag.Value, out var text) ? text : "";
    }
}
