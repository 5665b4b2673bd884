using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Data;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Data;

/// <summary>Reads of the ledger on demand (codat-contract B026-B028). There is no body to read (T7).</summary>
public sealed class DataRefresh(
    CompanyAccess access, ReferenceAccess reference, ConnectorRegistry connectors, PullOperations operations, IDataReadStarter starter)
{
    /// <summary>Queues every data type; those that are being read are left alone.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(PostDataAll))]
    public async Task<IResult> PostDataAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/data/all")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        if (await reference.FindAccountingAsync(company, cancellationToken) is { } connection)
        {
            await starter.StartAsync(client, connection, await operations.RequestAllAsync(connection, cancellationToken), cancellationToken);
        }

        return Results.NoContent();
    }

    /// <summary>Queues one data type.</summary>
    /// <param name="request">The request; `connectionId` may name the connection.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="dataType">The data type.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the queued operation.</returns>
    /// <exception cref="ContractException">400: it is being read; 404: no such company, connection or data type.</exception>
    [Function(nameof(PostDataQueue))]
    public async Task<IResult> PostDataQueue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/data/queue/{dataType}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string dataType,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var connection = await RequireConnectionAsync(request, company, cancellationToken);
        if (connection.SourceType != SourceType.Accounting || DataTypes.Find(dataType) is not { } known)
        {
            var platform = connection.SourceType == SourceType.Accounting ? connectors.For(connection).Platform : PartnerExpense.Platform;
            throw new ContractException(StatusCodes.Status404NotFound, $"Datatype {dataType} not supported by platform(s) {platform.Name}");
        }

        var operation = await operations.RequestAsync(connection, known, cancellationToken);
        await starter.StartAsync(client, connection, [operation], cancellationToken);
        return JsonAnswer.Ok(PullOperationBody.Of(operation));
    }

    private async Task<Connection> RequireConnectionAsync(HttpRequest request, Company company, CancellationToken cancellationToken) =>
        request.Query["connectionId"].ToString() is { Length: > 0 } named
            ? await access.RequireConnectionAsync(company, named, cancellationToken)
            : await reference.FindAccountingAsync(company, cancellationToken)
                ?? throw Refusals.NotFound("accounting connection of the company", company.Key.Company.Value);
}
