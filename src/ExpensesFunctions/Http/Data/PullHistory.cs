using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Queries;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Data;

/// <summary>A company's pull operations (codat-contract B030, B031).</summary>
public sealed class PullHistory(CompanyAccess access, IPullOperationStore operations)
{
    private const string Route = "companies/{companyId}/data/history";

    private static readonly QuerySchema<PullOperation> Schema = new QuerySchema<PullOperation>("PullOperation")
        .Text("id", operation => operation.Id.Value)
        .Text("companyId", operation => operation.Company.Company.Value)
        .Text("connectionId", operation => operation.Connection.Value)
        .Text("dataType", operation => operation.DataType)
        .Text("status", operation => operation.Status.ToString())
        .Text("statusDescription", operation => PullOperationBody.Describe(operation.Status))
        .Text("errorMessage", operation => operation.ErrorMessage)
        .Instant("requested", operation => operation.Requested)
        .Instant("completed", operation => operation.Completed)
        .Number("progress", operation => operation.Progress)
        .Flag("isCompleted", operation => operation.IsCompleted)
        .Flag("isErrored", operation => operation.IsErrored);

    /// <summary>Lists the operations, newest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging, query or order; 404.</exception>
    [Function(nameof(GetPullHistory))]
    public async Task<IResult> GetPullHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var list = ListQuery<PullOperation>.From(request, Schema);
        return JsonAnswer.Ok(await list.PageOfAsync(
            (first, count) => operations.PageAsync(company.Key, first, count, cancellationToken),
            () => operations.ListAsync(company.Key, cancellationToken),
            PullOperationBody.Of));
    }

    /// <summary>Gets one operation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="datasetId">The operation, which the contract calls a data set here.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the operation.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetPullOperation))]
    public async Task<IResult> GetPullOperation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{datasetId}")] HttpRequest request,
        string companyId,
        string datasetId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return RouteId.TryGuid(datasetId, out var id)
            && await operations.FindAsync(company.Key, new PullOperationId(id), cancellationToken) is { } operation
                ? JsonAnswer.Ok(PullOperationBody.Of(operation))
                : throw Refusals.NotFound("pull operation", datasetId);
    }
}
