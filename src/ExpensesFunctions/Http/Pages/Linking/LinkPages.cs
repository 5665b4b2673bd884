using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Pages.Managing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Pages.Linking;

/// <summary>The page behind a connection's `linkUrl` (codat-contract M006, M007). It is plain HTML: it runs no script.</summary>
public sealed class LinkPages(ConnectionLinking linking, ReturnAddresses returns, CompanyPass passes)
{
    internal const string PasswordParameter = "otp";
    private const string Route = "companies/{companyId}/connections/{connectionId}/start";
    private const int Depth = 4;

    /// <summary>Asks the customer for consent. Nothing is redeemed by looking, as mail programs look at links before their readers do.</summary>
    /// <param name="request">The request; `otp` is the one-time password, `lang` may choose `en` or `fr`.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>A page of HTML: 200, or 401 when the password is wrong, used or too old.</returns>
    [Function(nameof(GetLinkPage))]
    [WithoutApiKey("The one-time password says who may; it is for a customer, who has no key.")]
    public async Task<IResult> GetLinkPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken)
    {
        var frame = PageFrame.Of(request, Depth);
        return await FindAsync(request, companyId, connectionId, cancellationToken) is { } visit
            ? Consent(frame, visit, StatusCodes.Status200OK, problem: null)
            : MessagePage.Of(frame, StatusCodes.Status401Unauthorized, "linkEnded");
    }

    /// <summary>Takes the customer's answer; the browser then goes where setting `Clients__{clientId}__RedirectUrl` says.</summary>
    /// <param name="request">The request; a form whose `decision` is `connect` or `cancel`.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>A page of HTML, 200, or 303 to the product's own; 400: no answer of ours; 401: the password; 502: the platform did not take it.</returns>
    [Function(nameof(PostLinkPage))]
    [WithoutApiKey("The one-time password says who may; it is for a customer, who has no key.")]
    public async Task<IResult> PostLinkPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken)
    {
        var frame = PageFrame.Of(request, Depth);
        var form = await PageForm.ReadAsync(request, cancellationToken);
        var decision = form?["decision"].ToString();
        if (decision is not ("connect" or "cancel"))
        {
            return MessagePage.Of(frame, StatusCodes.Status400BadRequest, "formRefused");
        }

        if (await FindAsync(request, companyId, connectionId, cancellationToken) is not { } visit)
        {
            return MessagePage.Of(frame, StatusCodes.Status401Unauthorized, "linkEnded");
        }

        var outcome = decision is "connect"
            ? await linking.LinkAsync(request, client, visit, cancellationToken)
            : await linking.CancelAsync(visit, cancellationToken);
        return Ended(request, frame, visit, outcome);
    }

    private Task<LinkVisit?> FindAsync(HttpRequest request, string companyId, string connectionId, CancellationToken cancellationToken) =>
        linking.FindAsync(companyId, connectionId, request.Query[PasswordParameter].ToString(), cancellationToken);

    private IResult Ended(HttpRequest request, PageFrame frame, LinkVisit visit, LinkOutcome outcome)
    {
        if (LinkResult.Of(outcome) is not { } result)
        {
            return outcome == LinkOutcome.Used
                ? MessagePage.Of(frame, StatusCodes.Status401Unauthorized, "linkEnded")
                : Consent(frame, visit, StatusCodes.Status502BadGateway, "linkFailed");
        }

        if (returns.Of(visit.Company.Key.Client, result.Words(visit.Company, visit.Connection, visit.Platform), request.Query) is { } address)
        {
            return new PageRedirect(address);
        }

        var text = outcome == LinkOutcome.Cancelled ? "linkCancelled" : "linkDone";
        return MessagePage.Of(frame, StatusCodes.Status200OK, text, visit.Platform.Name, BackTo(request, frame, visit));
    }

    // Whoever came from the page of the company's connections goes back to it; to anybody else it would not open.
    private Html BackTo(HttpRequest request, PageFrame frame, LinkVisit visit) => passes.SessionOf(request, visit.Company.Key.Company.Value) is null
        ? Html.Empty
        : new Html($"<p><a href=\"{Html.Text($"{frame.Root}company/{visit.Company.Key.Company.Value}").Markup}\">{Html.Text(frame.Text("backToConnections")).Markup}</a></p>");

    private HtmlPage Consent(PageFrame frame, LinkVisit visit, int statusCode, string? problem)
    {
        var isLinked = visit.Connection.Status == Expenses.Core.Companies.ConnectionStatus.Linked;
        var title = frame.Text(isLinked ? "alreadyLinkedTitle" : "linkTitle", visit.Platform.Name);
        var values = new Dictionary<string, Html>(StringComparer.Ordinal)
        {
            ["heading"] = Html.Text(title),
            ["intro"] = Html.Text(frame.Text("linkIntro", visit.Platform.Name, visit.Company.Name)),
            ["alreadyLinked"] = Html.Text(frame.Text("alreadyLinkedText", visit.Platform.Name)),
            ["problem"] = problem is null ? Html.Empty : new Html($"<p role=\"alert\" class=\"problem\">{Html.Text(frame.Text(problem, visit.Platform.Name)).Markup}</p>"),
        };
        return HtmlPage.Of(statusCode, frame.Page(title, isLinked ? "linked" : "consent", values), returns.SiteOf(visit.Company.Key.Client));
    }
}
