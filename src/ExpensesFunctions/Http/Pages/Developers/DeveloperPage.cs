using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Pages.Developers;

/// <summary>
/// The page for engineers of expense products: API keys, webhook consumers and legacy rules (codat-contract M098, M051, M050).
/// It holds nothing itself: what is on it comes from the API, with the key its reader enters.
/// </summary>
public sealed class DeveloperPage
{
    /// <summary>Shows the page.</summary>
    /// <param name="request">The request; `lang` may choose `en` or `fr`.</param>
    /// <returns>200 with a page of HTML.</returns>
    [Function(nameof(GetDeveloperPage))]
    [WithoutApiKey("The page is the same for everybody; the calls it makes need the key.")]
    public IResult GetDeveloperPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "developers")] HttpRequest request)
    {
        var frame = PageFrame.Of(request, depth: 0);
        return HtmlPage.WithScripts(frame.Page(frame.Text("developersTitle"), "developers", new Dictionary<string, Html>(StringComparer.Ordinal), "developers.js"));
    }
}
