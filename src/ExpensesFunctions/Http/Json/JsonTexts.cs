using System.Text.Json;

namespace ExpensesFunctions.Http.Json;

/// <summary>Reads texts of a request.</summary>
internal static class JsonTexts
{
    /// <summary>Free text up to a length; line breaks and tabs are the only control characters it may hold. Empty is absent.</summary>
    public static string? FreeText(this JsonObjectReader reader, string name, int maximum)
    {
        var text = reader.Text(name);
        if (text is null || !reader.FitsWithin(name, text, 0, maximum))
        {
            return null;
        }

        if (text.Any(character => char.IsControl(character) && character is not ('\r' or '\n' or '\t')))
        {
            reader.Errors.Add(reader.At(name), $"'{name}' holds a control character.", "Format");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>An id of the accounting platform: 1 to 100 characters without control characters.</summary>
    public static string? PlatformId(this JsonObjectReader reader, string name = "id")
    {
        var text = reader.Text(name, required: true);
        if (text is null || !reader.FitsWithin(name, text, 1, RequestLimits.Id))
        {
            return null;
        }

        if (text.Any(char.IsControl))
        {
            reader.Errors.Add(reader.At(name), $"'{name}' holds a control character.", "Format");
            return null;
        }

        return text;
    }

    /// <summary>A reference `{id}` to something of the accounting platform.</summary>
    public static string? Reference(this JsonObjectReader reader, string name, bool required = false) =>
        reader.Object(name, required)?.PlatformId();

    /// <summary>A string as it is; null, with an error, when the value is something else or broken.</summary>
    public static string? Text(this JsonObjectReader reader, string name, bool required = false)
    {
        if (reader.Find(name, required) is not { } value)
        {
            return null;
        }

        if (TryRead(value, out var text))
        {
            return text;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' must be a string.", "Type");
        return null;
    }

    /// <summary>The text of a JSON string; false for other kinds and for half of a surrogate pair.</summary>
    public static bool TryRead(JsonElement value, out string text)
    {
        text = "";
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escape such as \uD800 on its own: valid JSON, but no text.
            return false;
        }
    }

    /// <summary>Whether a text's length is within bounds; an error when it is not.</summary>
    public static bool FitsWithin(this JsonObjectReader reader, string name, string text, int minimum, int maximum)
    {
        var fits = text.Length >= minimum && text.Length <= maximum;
        if (!fits)
        {
            reader.Errors.Add(reader.At(name), $"'{name}' must have {minimum} to {maximum} characters; it has {text.Length}.", "Length");
        }

        return fits;
    }
}
