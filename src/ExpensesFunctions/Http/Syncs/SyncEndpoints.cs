using System.Text.Json;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Http.Transactions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>Starting syncs, and retrying what failed in them (codat-contract M017, M018, M074).</summary>
public sealed class SyncEndpoints(CompanyAccess access, SyncAccess syncs, IExpenseSyncService service, ISyncRetry retry, TimeProvider time)
{
    /// <summary>Initiates a sync of datasets; it is queued, and the answer does not wait.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with the sync's id (T3).</returns>
    /// <exception cref="ContractException">400, 404; 422: no valid pair of connections.</exception>
    [Function(nameof(PostSync))]
    public async Task<IResult> PostSync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/syncs")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var datasets = DatasetIdsOf(body.Root);
        var sync = new SyncId(IdempotencyKey.NewId(request, "sync", company.Key.Company.Value, body.Sha256));
        await service.InitiateSyncAsync(new SyncInitiation(company.Key, sync, datasets), cancellationToken);
        return JsonAnswer.Of(StatusCodes.Status202Accepted, new SyncCreated(sync));
    }

    /// <summary>Pushes the failed transactions of a finished sync again, under the same sync.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with the sync's status.</returns>
    /// <exception cref="ContractException">400: nothing failed; 404; 409: it has not finished.</exception>
    [Function(nameof(PostSyncRetry))]
    public async Task<IResult> PostSyncRetry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/syncs/{syncId}/retry")] HttpRequest request,
        string companyId,
        string syncId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var sync = await syncs.RequireAsync(company, syncId, cancellationToken);
        var retried = await retry.RetryFailedItemsAsync(company.Key, sync.Id, cancellationToken);
        return JsonAnswer.Of(StatusCodes.Status202Accepted, SyncStatusBody.Of(request, retried, time.GetUtcNow()));
    }

    private static List<DatasetId> DatasetIdsOf(JsonElement root)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var elements = reader?.Array("datasetIds", 1, RequestLimits.DatasetsPerSync, required: true) ?? [];
        var ids = new List<DatasetId>(elements.Count);
        foreach (var (index, element) in elements.Index())
        {
            var at = JsonObjectReader.Join("/datasetIds", index);
            if (!JsonTexts.TryRead(element, out var text) || !RouteId.TryGuid(text, out var id))
            {
                errors.Add(at, "Must be a dataset's id, a GUID.", "Format");
            }
            else if (ids.Contains(new DatasetId(id)))
            {
                errors.Add(at, $"Dataset {id} is in this request twice.", "Duplicate");
            }
            else
            {
                ids.Add(new DatasetId(id));
            }
        }

        errors.ThrowIfAny();
        return ids;
    }
}
