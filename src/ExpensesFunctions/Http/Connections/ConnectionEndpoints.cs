using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Connections;

/// <summary>Connections to accounting software (codat-contract M004, M010, B016, B017).</summary>
public sealed class ConnectionEndpoints(CompanyAccess access, ICompanyStore companies, ConnectorRegistry connectors, ConnectionView view, TimeProvider time)
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
        var connector = NewConnection.Parse(body.Root, connectors);
        var id = new ConnectionId(IdempotencyKey.NewId(request, "connection", company.Key.Company.Value));
        var status = connector.NeedsAuthorization ? ConnectionStatus.PendingAuth : ConnectionStatus.Linked;
        var wanted = new Connection(company.Key, id, connector.Platform.Key, SourceType.Accounting, status, time.GetUtcNow());
        var existing = await FindAccountingAsync(company, cancellationToken);
        if (existing is null && status == ConnectionStatus.Linked)
        {
            // Before it is stored: a connection that can be found works.
            await connector.OpenAsync(wanted, cancellationToken);
        }

        var stored = existing ?? await companies.AddConnectionAsync(wanted, cancellationToken);
        return stored.Id == id && string.Equals(stored.PlatformKey, wanted.PlatformKey, StringComparison.Ordinal)
            ? JsonAnswer.Ok(view.Of(request, stored))
            : throw Refusals.Invalid(
                "/platformKey", $"The company has an accounting connection already: {stored.Id} ({stored.PlatformKey}, {stored.Status}).", "OneAccountingSource");
    }

    /// <summary>Lists a company's connections, oldest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging; 404.</exception>
    [Function(nameof(GetConnections))]
    public async Task<IResult> GetConnections(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var page = PageRequest.From(request);
        var all = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return JsonAnswer.Ok(page.Of(
            [.. all.Skip(page.First).Take(page.Size).Select(connection => view.Of(request, connection))],
            all.Count));
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
        var connection = await access.RequireConnectionAsync(company, connectionId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        RequireUnlink(body);
        if (connection.Status != ConnectionStatus.Linked)
        {
            throw Refusals.Invalid("/status", $"Only a linked connection can be unlinked; this one is {connection.Status}.", "Transition");
        }

        var unlinked = await companies.UpdateConnectionAsync(connection with { Status = ConnectionStatus.Unlinked }, cancellationToken);
        return JsonAnswer.Ok(view.Of(request, unlinked));
    }

    private static void RequireUnlink(JsonBody body)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        reader?.Find("status", required: true);
        reader?.Only("status", nameof(ConnectionStatus.Unlinked));
        errors.ThrowIfAny();
    }

    private async Task<Connection?> FindAccountingAsync(Company company, CancellationToken cancellationToken)
    {
        var all = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return all.FirstOrDefault(connection => connection.SourceType == SourceType.Accounting);
    }
}
