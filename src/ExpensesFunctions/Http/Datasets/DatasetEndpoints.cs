using Expenses.Core.Companies;
using Expenses.Core.Datasets;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Datasets;

/// <summary>Reading and deleting datasets (codat-contract §8 row 8). Ours, not the contract's.</summary>
public sealed class DatasetEndpoints(CompanyAccess access, IDatasetStore datasets, DatasetDeletion deletion)
{
    private const string Route = "companies/{companyId}/sync/expenses/datasets";

    /// <summary>Lists a company's datasets, newest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging; 404.</exception>
    [Function(nameof(GetDatasets))]
    public async Task<IResult> GetDatasets(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var page = PageRequest.From(request);
        var slice = await datasets.PageAsync(company.Key, page.First, page.Size, cancellationToken);
        return JsonAnswer.Ok(page.Of([.. slice.Items.Select(DatasetBody.Of)], slice.Total));
    }

    /// <summary>Gets one dataset.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the dataset.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetDataset))]
    public async Task<IResult> GetDataset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{datasetId}")] HttpRequest request,
        string companyId,
        string datasetId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return JsonAnswer.Ok(DatasetBody.Of(await RequireAsync(company, datasetId, cancellationToken)));
    }

    /// <summary>Deletes a dataset that no open sync needs. What it brought into the ledger stays there.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404; 409: a sync that has not ended needs it.</exception>
    [Function(nameof(DeleteDataset))]
    public async Task<IResult> DeleteDataset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{datasetId}")] HttpRequest request,
        string companyId,
        string datasetId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var dataset = await RequireAsync(company, datasetId, cancellationToken);
        await deletion.DeleteAsync(company.Key, dataset.Id, cancellationToken);
        return Results.NoContent();
    }

    private async Task<Dataset> RequireAsync(Company company, string datasetId, CancellationToken cancellationToken) =>
        RouteId.TryGuid(datasetId, out var id)
        && await datasets.FindAsync(company.Key, new DatasetId(id), cancellationToken) is { } dataset
            ? dataset
            : throw Refusals.NotFound("dataset", datasetId);

    internal sealed record DatasetBody(DatasetId DatasetId, int TransactionCount, DateTimeOffset Created)
    {
        public static DatasetBody Of(Dataset dataset) => new(dataset.Id, dataset.TransactionCount, dataset.Created);
    }
}
