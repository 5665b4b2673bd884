using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Connections;

/// <summary>Connections to accounting software (codat-contract M004, M010, B016-B019).</summary>
public sealed class ConnectionEndpoints(
    CompanyAccess access,
    ICompanyStore companies,
    IReferenceDataStore snapshots,
    ConnectionOpening opening,
    ConnectionEnding ending,
    ConnectionView view,
    CompanyEvents events)
{
    /// <summary>Creates an accounting connection. A platform that needs no consent is linked at once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the connection.</returns>
    /// <exception cref="ContractException">400: malformed, unknown platform, or the company has one already (B019); 404.</exception>
    [Function(nameof(PostConnection))]
    public async Task<IResult> PostConnection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/connections")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var connector = opening.Require(NewConnection.Parse(body.Root), "/platformKey");
        return JsonAnswer.Ok(view.Of(request, await opening.OpenAsync(request, company, connector, "/platformKey", cancellationToken)));
    }

    /// <summary>Lists a company's connections, newest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging, query or order; 404.</exception>
    [Function(nameof(GetConnections))]
    public async Task<IResult> GetConnections(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var list = ListQuery<Connection>.From(request, ConnectionQueries.Connections(view));
        var all = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return JsonAnswer.Ok(list.PageOf(all.Reverse(), connection => view.Of(request, connection)));
    }

    /// <summary>Gets one connection.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the connection.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetConnection))]
    public async Task<IResult> GetConnection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections/{connectionId}")] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return JsonAnswer.Ok(view.Of(request, await access.RequireConnectionAsync(company, connectionId, cancellationToken)));
    }

    /// <summary>Unlinks a connection; only a linked one can be (codat-contract M010).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the connection.</returns>
    /// <exception cref="ContractException">400: another status, or not linked; 404.</exception>
    [Function(nameof(PatchConnection))]
    public async Task<IResult> PatchConnection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "companies/{companyId}/connections/{connectionId}")] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        await access.RequireConnectionAsync(company, connectionId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        RequireUnlink(body);
        var unlinked = await Collisions.RepeatAsync(async () => await ending.UnlinkAsync(
            request, company, await access.RequireConnectionAsync(company, connectionId, cancellationToken), cancellationToken));
        return JsonAnswer.Ok(view.Of(request, unlinked));
    }

    /// <summary>Deletes a connection for good; with the accounting connection the configuration goes too (§4.8).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 without a body (T4).</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(DeleteConnection))]
    public async Task<IResult> DeleteConnection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "companies/{companyId}/connections/{connectionId}")] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var deleted = await Collisions.RepeatAsync(async () =>
        {
            var connection = await access.RequireConnectionAsync(company, connectionId, cancellationToken);
            var told = events.ConnectionChanged(request, company, connection, EventCatalogue.ConnectionDeleted, connection.Status);
            await companies.DeleteConnectionAsync(connection, [told], cancellationToken);
            return connection.Id;
        });
        await snapshots.DeleteAsync(company.Key, deleted, cancellationToken);
        return Results.Ok();
    }

    private static void RequireUnlink(JsonBody body)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        reader?.Find("status", required: true);
        reader?.Only("status", nameof(ConnectionStatus.Unlinked));
        errors.ThrowIfAny();
    }
}
