using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>The language a caller reads: what `Accept-Language` likes best of English and French; English when it says nothing.</summary>
internal static class HelpLanguage
{
    public const string English = "en";
    public const string French = "fr";

    public static string Of(HttpRequest request) => Wanted(request, anyIs: English) ?? English;

    /// <summary>The same of a caller who names one of the two; null of one who does not.</summary>
    public static string? Asked(HttpRequest request) => Wanted(request, anyIs: null);

    private static string? Wanted(HttpRequest request, string? anyIs) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
            ? wanted.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1)
                .Select(language => Known(language.Value.ToString(), anyIs)).FirstOrDefault(language => language is not null)
            : null;

    private static string? Known(string tag, string? anyIs) => tag.Split('-')[0].ToUpperInvariant() switch
    {
        "FR" => French,
        "EN" => English,
        "*" => anyIs,
        _ => null,
    };
}
