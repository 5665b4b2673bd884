using Expenses.Core.Companies;
using Expenses.Core.Datasets;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Datasets;

/// <summary>What a dataset repeats under other ids (codat-contract §8 row 10). Ours, not the contract's.</summary>
public sealed class OverlapReport(CompanyAccess access, IDatasetStore datasets, DatasetOverlaps overlaps)
{
    /// <summary>Lists the dataset's transactions that say what another one says: same day, type, currency, total and merchant.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page; empty when nothing is repeated.</returns>
    /// <exception cref="ContractException">400: paging; 404.</exception>
    [Function(nameof(GetDatasetOverlaps))]
    public async Task<IResult> GetDatasetOverlaps(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/sync/expenses/datasets/{datasetId}/overlaps")] HttpRequest request,
        string companyId,
        string datasetId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var page = PageRequest.From(request);
        var dataset = RouteId.TryGuid(datasetId, out var id) ? await datasets.FindAsync(company.Key, new DatasetId(id), cancellationToken) : null;
        var found = await overlaps.FindAsync(dataset ?? throw Refusals.NotFound("dataset", datasetId), cancellationToken);
        return JsonAnswer.Ok(page.Of([.. found.Skip(page.First).Take(page.Size).Select(OverlapBody.Of)], found.Count));
    }

    internal sealed record OverlapBody(TransactionId TransactionId, IReadOnlyList<TransactionId> SameInDataset, IReadOnlyList<SyncedBody> SameInSyncs)
    {
        public static OverlapBody Of(Overlap overlap) => new(
            overlap.Transaction,
            overlap.InDataset,
            [.. overlap.Synced.Select(one => new SyncedBody(one.Transaction, one.Sync, one.State == PushIntentState.Completed))]);
    }

    /// <summary>An equal that some sync has taken on.</summary>
    internal sealed record SyncedBody(TransactionId TransactionId, SyncId SyncId, bool IsInLedger);
}
