using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>How syncs stand (codat-contract M023-M026).</summary>
public sealed class SyncStatuses(CompanyAccess access, SyncAccess syncAccess, ISyncStore syncs, TimeProvider time)
{
    private const string Route = "companies/{companyId}/sync/expenses/syncs";

    /// <summary>One sync.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the status.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetSyncStatus))]
    public async Task<IResult> GetSyncStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{syncId}/status")] HttpRequest request,
        string companyId,
        string syncId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return Answer(request, await syncAccess.RequireAsync(company, syncId, cancellationToken));
    }

    /// <summary>The newest sync.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the status.</returns>
    /// <exception cref="ContractException">404: also when there was none yet.</exception>
    [Function(nameof(GetLatestSyncStatus))]
    public async Task<IResult> GetLatestSyncStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/latest/status")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var newest = await syncs.ListNewestAsync(company.Key, count: 1, cancellationToken);
        return Answer(request, newest.Count > 0 ? newest[0] : throw None("sync", company));
    }

    /// <summary>The newest sync that ended with 2000 or 2040.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the status.</returns>
    /// <exception cref="ContractException">404: also when none has.</exception>
    [Function(nameof(GetLastSuccessfulSyncStatus))]
    public async Task<IResult> GetLastSuccessfulSyncStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/lastSuccessful/status")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return Answer(request, await syncs.FindLastSuccessfulAsync(company.Key, cancellationToken) ?? throw None("successful sync", company));
    }

    /// <summary>All syncs, newest first: a plain array, cut at the newest 1000.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the statuses.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetSyncStatuses))]
    public async Task<IResult> GetSyncStatuses(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/list/status")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var newest = await syncs.ListNewestAsync(company.Key, RequestLimits.ListedSyncs, cancellationToken);
        var now = time.GetUtcNow();
        return JsonAnswer.Ok(newest.Select(sync => SyncStatusBody.Of(request, sync, now)).ToList());
    }

    private static ContractException None(string what, Company company) =>
        new(StatusCodes.Status404NotFound, $"No data available for {what} for ID {company.Key.Company}");

    private JsonAnswer Answer(HttpRequest request, SyncRecord sync) => JsonAnswer.Ok(SyncStatusBody.Of(request, sync, time.GetUtcNow()));
}
