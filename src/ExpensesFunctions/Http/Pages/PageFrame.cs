using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages;

/// <summary>The frame around every page: title, language and its switch.</summary>
/// <param name="Language">The page's language.</param>
/// <param name="Root">The way from the page's address to the service's, such as <c>../../</c>; a proxy may put a prefix before it.</param>
/// <param name="SwitchAddress">The same page in the other language; null where there is nothing to go back to.</param>
internal sealed record PageFrame(string Language, string Root, string? SwitchAddress)
{
    /// <summary>The frame of the page a request asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="depth">How many parts its route has behind the first.</param>
    public static PageFrame Of(HttpRequest request, int depth)
    {
        var language = PageLanguage.Of(request);
        return new PageFrame(
            language,
            string.Concat(Enumerable.Repeat("../", depth)),
            HttpMethods.IsGet(request.Method) ? PageLanguage.SwitchAddress(request, language) : null);
    }

    /// <summary>A text in the page's language.</summary>
    public string Text(string key) => PageTexts.Of(Language, key);

    /// <summary>A text in the page's language, with what goes into it.</summary>
    public string Text(string key, params ReadOnlySpan<object?> values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, PageTexts.Of(Language, key), values);

    /// <summary>The whole page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="template">What is in it.</param>
    /// <param name="values">The values of that.</param>
    /// <param name="script">A script of ours that it runs; null for none.</param>
    public Html Page(string title, string template, IReadOnlyDictionary<string, Html> values, string? script = null) => PageTemplate.Fill("frame", Language, new Dictionary<string, Html>(StringComparer.Ordinal)
    {
        ["language"] = Html.Text(Language),
        ["title"] = Html.Text(title),
        ["root"] = Html.Text(Root),
        ["script"] = script is null ? Html.Empty : new Html($"<script type=\"module\" src=\"{Html.Text($"{Root}pages/{script}").Markup}\"></script>"),
        ["switch"] = SwitchAddress is null ? Html.Empty : SwitchLink(SwitchAddress),
        ["main"] = PageTemplate.Fill(template, Language, values),
    });

    private Html SwitchLink(string address)
    {
        var other = PageLanguage.Other(Language);
        return new Html($"<a href=\"{Html.Text(address).Markup}\" lang=\"{other}\" hreflang=\"{other}\">{Html.Text(PageLanguage.IsFrench(other) ? "Français" : "English").Markup}</a>");
    }
}
