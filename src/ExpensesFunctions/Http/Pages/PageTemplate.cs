using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ExpensesFunctions.Http.Pages;

/// <summary>
/// A page's markup, embedded in the assembly. <c>{{name}}</c> is a value of the page or, where it has none of that name, a
/// text of <see cref="PageTexts"/>, encoded either way.
/// </summary>
internal static partial class PageTemplate
{
    private static readonly ConcurrentDictionary<string, string> Loaded = new(StringComparer.Ordinal);

    /// <summary>Fills a template in.</summary>
    /// <param name="name">Its file, without the ending.</param>
    /// <param name="language">The language of its texts.</param>
    /// <param name="values">Its values.</param>
    /// <exception cref="InvalidOperationException">There is no such template, or it names what is neither a value nor a text.</exception>
    public static Html Fill(string name, string language, IReadOnlyDictionary<string, Html> values)
    {
        var markup = Loaded.GetOrAdd(name, static file => EmbeddedFile.ReadText($"templates/{file}.html"));
        return new Html(Placeholder.Replace(markup, match =>
        {
            var key = match.Groups["key"].Value;
            return (values.TryGetValue(key, out var value) ? value : Html.Text(PageTexts.Of(language, key))).Markup;
        }));
    }

    [GeneratedRegex(@"\{\{(?<key>[A-Za-z]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Placeholder { get; }
}
