using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Contract.Idempotency;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Runs;

/// <summary>Expense runs (design section 3 step 2); ours, not the contract's.</summary>
public sealed class RunEndpoints(
    CompanyAccess access,
    RunReceipts receipts,
    RunExpensePage expenses,
    IExpenseRunStarter starter,
    IExpenseRunStore runs,
    RunSyncView syncs,
    TimeProvider time)
{
    private const string Route = "companies/{companyId}/sync/expenses/runs";

    /// <summary>Starts a run of approved expenses. The same `Idempotency-Key` with the same body is the same run.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with the run and its address.</returns>
    /// <exception cref="ContractException">400; 404; 409: the key came with another body.</exception>
    [Function(nameof(PostRun))]
    [OwnIdempotency]
    public async Task<IResult> PostRun(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var key = IdempotencyKey.Require(request);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var maximum = await receipts.MaximumPerExpenseAsync(company, cancellationToken);
        var approved = RunExpenseParser.Parse(body.Root, maximum);
        await receipts.RequireAllAsync(company, approved, cancellationToken);
        var run = await starter.StartAsync(client, new ExpenseRunRequest(company.Key, key, body.Sha256, approved), cancellationToken);
        request.HttpContext.Response.Headers.Location = $"{request.PathBase}/companies/{company.Key.Company}/sync/expenses/runs/{run.Id}";
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return JsonAnswer.Of(StatusCodes.Status202Accepted, RunAccepted.Of(run));
    }

    /// <summary>How a run stands.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the run.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetRun))]
    public async Task<IResult> GetRun(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{runId}")] HttpRequest request,
        string companyId,
        string runId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var run = await RequireAsync(company, runId, cancellationToken);
        var progress = await runs.ReadProgressAsync(company.Key, run.Id, cancellationToken);
        var (sync, counts) = await syncs.ReadAsync(run, progress, cancellationToken);
        return JsonAnswer.Ok(RunBody.Of(run, sync, RunProgressBody.Of(run, counts, progress), time.GetUtcNow()));
    }

    /// <summary>What became of each expense of a run, in the caller's order.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging; 404.</exception>
    [Function(nameof(GetRunExpenses))]
    public async Task<IResult> GetRunExpenses(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{runId}/expenses")] HttpRequest request,
        string companyId,
        string runId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var run = await RequireAsync(company, runId, cancellationToken);
        var page = PageRequest.From(request);
        return JsonAnswer.Ok(page.Of(await expenses.ReadAsync(run, page.First, page.Size, cancellationToken), run.ExpenseCount));
    }

    private async Task<ExpenseRun> RequireAsync(Company company, string runId, CancellationToken cancellationToken)
    {
        var isId = runId.Length <= RequestLimits.Id && runId.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
        return isId && await runs.FindAsync(company.Key, new RunId(runId), cancellationToken) is { } run
            ? run
            : throw Refusals.NotFound("run", runId);
    }
}
