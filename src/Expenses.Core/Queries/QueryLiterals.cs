using System.Globalization;

namespace Expenses.Core.Queries;

/// <summary>Reads the values of clauses.</summary>
internal static class QueryLiterals
{
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An instant; without an offset it is UTC, a date alone is its first moment.</summary>
    public static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(
            // A plus that was not percent-encoded arrives as a blank.
            text.Replace(' ', '+'),
            InstantFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? instant
            : null;

    public static bool? Flag(string text) => bool.TryParse(text, out var flag) ? flag : null;
}
