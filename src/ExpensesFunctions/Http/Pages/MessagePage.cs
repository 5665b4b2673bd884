namespace ExpensesFunctions.Http.Pages;

/// <summary>A page that only says something: a heading and a text, <c>{key}Title</c> and <c>{key}Text</c> of <see cref="PageTexts"/>.</summary>
internal static class MessagePage
{
    /// <summary>The page.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="key">What it says.</param>
    public static HtmlPage Of(PageFrame frame, int statusCode, string key) => Of(frame, statusCode, key, "", Html.Empty);

    /// <summary>The page.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="key">What it says.</param>
    /// <param name="about">What it speaks of: goes into both texts.</param>
    /// <param name="more">What stands below.</param>
    public static HtmlPage Of(PageFrame frame, int statusCode, string key, string about, Html more)
    {
        var title = frame.Text($"{key}Title", about);
        return HtmlPage.Of(statusCode, frame.Page(title, "message", new Dictionary<string, Html>(StringComparer.Ordinal)
        {
            ["heading"] = Html.Text(title),
            ["text"] = Html.Text(frame.Text($"{key}Text", about)),
            ["more"] = more,
        }));
    }
}
