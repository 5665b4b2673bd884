using System.Globalization;

namespace ExpensesFunctions.Http.Json;

/// <summary>Reads dates of a request, in the forms of codat-contract §2: a date, or a date-time with an optional fraction and offset.</summary>
internal static class JsonDates
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>A required date; without an offset it is UTC.</summary>
    public static DateTimeOffset? Date(this JsonObjectReader reader, string name)
    {
        if (reader.Text(name, required: true) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
        {
            return date;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' must be a date such as 2024-05-21 or 2024-05-21T00:00:00Z.", "Format");
        return null;
    }
}
