using System.Collections.Frozen;

namespace ExpensesFunctions.Http.Pages;

/// <summary>Every text of the pages, in English and French.</summary>
internal static partial class PageTexts
{
    private static readonly FrozenDictionary<string, (string English, string French)> All =
        ForCustomers().Concat(ForDevelopers()).ToFrozenDictionary(text => text.Key, text => (text.English, text.French), StringComparer.Ordinal);

    /// <summary>The keys of all texts.</summary>
    public static IEnumerable<string> Keys => All.Keys;

    /// <summary>A text.</summary>
    /// <exception cref="InvalidOperationException">There is none of that key.</exception>
    public static string Of(string language, string key) => All.TryGetValue(key, out var text)
        ? PageLanguage.IsFrench(language) ? text.French : text.English
        : throw new InvalidOperationException($"The pages have no text '{key}'.");

    private readonly record struct Words(string Key, string English, string French);
}
