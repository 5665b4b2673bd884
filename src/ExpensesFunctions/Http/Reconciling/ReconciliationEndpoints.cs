using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Reconciling;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Reconciling;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Reconciling;

/// <summary>Comparing a company's ledger with what was recorded; ours, not the contract's.</summary>
public sealed class ReconciliationEndpoints(
    CompanyAccess access,
    ICompanyStore companies,
    LedgerReaders readers,
    IReconciliationStore reconciliations,
    DriftAcknowledging acknowledging,
    IReconciliationStarter starter,
    TimeProvider time)
{
    private const string Route = "companies/{companyId}/sync/expenses/reconciliation";

    // One that is older was lost: its orchestration was terminated.
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    /// <summary>The last reconciliation that ended, or the first one while it runs.</summary>
    /// <param name="request">The request; `page` and `pageSize` are of the differences.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the reconciliation.</returns>
    /// <exception cref="ContractException">400: paging; 404: no such company, or never reconciled.</exception>
    [Function(nameof(GetReconciliation))]
    public async Task<IResult> GetReconciliation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var page = PageRequest.From(request);
        var running = await reconciliations.FindRunningAsync(company.Key, cancellationToken);
        var shown = await acknowledging.FindShownAsync(company.Key, cancellationToken)
            ?? throw new ContractException(StatusCodes.Status404NotFound, $"No data available for reconciliation for ID {company.Key.Company}");
        var differences = await reconciliations.ListDifferencesAsync(company.Key, shown.Id, cancellationToken);
        var acknowledged = await reconciliations.ListAcknowledgementsAsync(company.Key, cancellationToken);
        var shownDifferences = differences.Skip(page.First).Take(page.Size).Select(one => DifferenceBody.Of(one, acknowledged.GetValueOrDefault(one.Id)));
        return JsonAnswer.Ok(ReconciliationBody.Of(
            shown, running, differences.Count(one => acknowledged.ContainsKey(one.Id)), page.Of([.. shownDifferences], differences.Count)));
    }

    /// <summary>Starts a reconciliation now; one that runs already is answered with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with its id.</returns>
    /// <exception cref="ContractException">404; 422: no ledger that can be read is linked.</exception>
    [Function(nameof(PostReconciliation))]
    public async Task<IResult> PostReconciliation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        if (await readers.FindLedgerAsync(companies, company.Key, cancellationToken) is null)
        {
            throw new ContractException(
                StatusCodes.Status422UnprocessableEntity,
                "Company has no linked accounting connection whose entries this service can read, so there is nothing to reconcile with.");
        }

        if (await reconciliations.FindRunningAsync(company.Key, cancellationToken) is { } running && time.GetUtcNow() - running.Started < LongestRun)
        {
            return JsonAnswer.Of(StatusCodes.Status202Accepted, new ReconciliationStarted(running.Id));
        }

        var id = IdempotencyKey.NewId(request, "reconciliation", company.Key.Company.Value);
        await starter.StartAsync(client, company.Key, id, cancellationToken);
        return JsonAnswer.Of(StatusCodes.Status202Accepted, new ReconciliationStarted(id));
    }
}
