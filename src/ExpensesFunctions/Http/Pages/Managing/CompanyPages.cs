using Expenses.Core.Companies;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Pages.Linking;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Pages.Managing;

/// <summary>
/// The page of a company's connections, for the customer (codat-contract M011): the company's `redirect`. It is plain HTML: it
/// runs no script.
/// </summary>
public sealed class CompanyPages(ICompanyStore companies, CompanyPass passes, ConnectionList list, ConnectionEnding ending, TimeProvider time)
{
    private const string AccessParameter = PublicAddress.AccessParameter;
    private const string Reason = "A link that the expense product asked for, or the session it began, says which company; customers have no key.";
    private const int PageDepth = 1;
    private const int ActionDepth = 4;

    /// <summary>Shows the connections.</summary>
    /// <param name="request">The request; `access` of a link begins a session, `lang` may choose `en` or `fr`.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>A page of HTML, 200; 303 to it without the link's secret in its address; 401 for who did not come by a link.</returns>
    [Function(nameof(GetCompanyPage))]
    [WithoutApiKey(Reason)]
    public async Task<IResult> GetCompanyPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "company/{companyId}")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var frame = PageFrame.Of(request, PageDepth);
        if (request.Query[AccessParameter].ToString() is { Length: > 0 } pass && passes.TryBegin(request, pass, companyId))
        {
            return new PageRedirect($"{companyId}?{PageLanguage.Parameter}={frame.Language}");
        }

        return await FindAsync(request, companyId, cancellationToken) is { } company
            ? list.Page(request, frame, company)
            : MessagePage.Of(frame with { SwitchAddress = null }, StatusCodes.Status401Unauthorized, "sessionEnded");
    }

    /// <summary>Disconnects a linked connection; its data stays readable (codat-contract §5.4).</summary>
    /// <param name="request">The request; a form of the page.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>303 back to the page; a page of HTML otherwise: 400: no form of ours; 401: the session has ended; 404: no such connection.</returns>
    [Function(nameof(PostCompanyDisconnect))]
    [WithoutApiKey(Reason)]
    public Task<IResult> PostCompanyDisconnect(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "company/{companyId}/connections/{connectionId}/disconnect")] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) => ActAsync(
            request,
            companyId,
            connectionId,
            async (entry, connection, language) =>
            {
                await EndAsync(request, entry.Company, connection, cancellationToken);
                return new PageRedirect($"../../../{companyId}?{PageLanguage.Parameter}={language}");
            },
            cancellationToken);

    /// <summary>Leads to the page of a connection's link, with a fresh password.</summary>
    /// <param name="request">The request; a form of the page.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>303 to the link; a page of HTML otherwise: 400: no form of ours; 401: the session has ended; 404: no such connection.</returns>
    [Function(nameof(PostCompanyReconnect))]
    [WithoutApiKey(Reason)]
    public Task<IResult> PostCompanyReconnect(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "company/{companyId}/connections/{connectionId}/reconnect")] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) => ActAsync(
            request,
            companyId,
            connectionId,
            (_, connection, language) =>
            {
                var password = LinkPassword.Issue(connection, time.GetUtcNow());
                return Task.FromResult<IResult>(new PageRedirect(
                    $"../../../../companies/{companyId}/connections/{connectionId}/start?{LinkPages.PasswordParameter}={password}&{PageLanguage.Parameter}={language}"));
            },
            cancellationToken);

    private async Task EndAsync(HttpRequest request, Company company, Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            await Collisions.RepeatAsync(async () =>
            {
                // Twice pressed is once disconnected.
                var current = await companies.FindConnectionAsync(company.Key, connection.Id, cancellationToken);
                return current is { Status: ConnectionStatus.Linked, SourceType: SourceType.Accounting }
                    ? await ending.UnlinkAsync(request, company, current, cancellationToken)
                    : current;
            });
        }
        catch (ConcurrencyConflictException)
        {
            // Somebody changes it all the time: the page shows what it is now, and its button is there to press again.
        }
    }

    private async Task<IResult> ActAsync(
        HttpRequest request,
        string companyId,
        string connectionId,
        Func<CompanyWithConnections, Connection, string, Task<IResult>> act,
        CancellationToken cancellationToken)
    {
        var frame = PageFrame.Of(request, ActionDepth);
        if (await FindAsync(request, companyId, cancellationToken) is not { } entry)
        {
            return MessagePage.Of(frame, StatusCodes.Status401Unauthorized, "sessionEnded");
        }

        var form = await PageForm.ReadAsync(request, cancellationToken);
        if (form is null || !CompanyPass.IsFormKey(request, companyId, form["key"].ToString()))
        {
            return MessagePage.Of(frame, StatusCodes.Status400BadRequest, "formRefused");
        }

        return entry.Connections.FirstOrDefault(one => one.Id.Value.Equals(connectionId, StringComparison.OrdinalIgnoreCase)) is { } connection
            ? await act(entry, connection, frame.Language)
            : MessagePage.Of(frame, StatusCodes.Status404NotFound, "noConnection");
    }

    private async Task<CompanyWithConnections?> FindAsync(HttpRequest request, string companyId, CancellationToken cancellationToken) =>
        passes.SessionOf(request, companyId) is { } key ? await companies.FindWithConnectionsAsync(key, cancellationToken) : null;
}
