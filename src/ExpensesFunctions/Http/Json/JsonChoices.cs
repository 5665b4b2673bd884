using System.Text.Json;

namespace ExpensesFunctions.Http.Json;

/// <summary>Reads values that are one of a few words, in any case (codat-contract T11).</summary>
internal static class JsonChoices
{
    /// <summary>One of the names of an enum; nothing, with an error, for any other.</summary>
    public static T? Choice<T>(this JsonObjectReader reader, string name, bool required = false)
        where T : struct, Enum
    {
        if (reader.Find(name, required) is not { } value)
        {
            return null;
        }

        // Enum.TryParse alone would take numbers and lists.
        if (JsonTexts.TryRead(value, out var text)
            && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            && Enum.TryParse<T>(text, ignoreCase: true, out var choice))
        {
            return choice;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' must be one of {string.Join(", ", Enum.GetNames<T>())}.", "Choice");
        return null;
    }

    /// <summary>Checks a property that, where it is given, can only say one thing.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="name">The property.</param>
    /// <param name="accepted">The accepted spellings; numbers by their digits.</param>
    public static void Only(this JsonObjectReader reader, string name, params string[] accepted)
    {
        if (reader.Find(name) is not { } value)
        {
            return;
        }

        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : JsonTexts.TryRead(value, out var read) ? read : null;
        if (text is null || !accepted.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            reader.Errors.Add(reader.At(name), $"'{name}' must be {accepted[0]}.", "Choice");
        }
    }
}
