using System.Collections.Concurrent;
using Expenses.Core.Datasets;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using ExpensesFunctions.Runs;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Runs that are accepted and then stay as a test sets them; starting one only remembers it.</summary>
internal sealed class InMemoryRuns(StoreLog log) : IExpenseRunStore, IExpenseRunStarter
{
    private readonly ConcurrentDictionary<(CompanyKey, RunId), ExpenseRun> _runs = new();
    private readonly ConcurrentDictionary<(CompanyKey, RunId), IReadOnlyList<RunExpense>> _expenses = new();
    private readonly ConcurrentDictionary<(CompanyKey, RunId), IReadOnlyList<RunExpenseResult>> _results = new();

    public async Task<ExpenseRun> StartAsync(DurableTaskClient client, ExpenseRunRequest request, CancellationToken cancellationToken)
    {
        var run = await AddAsync(
            new ExpenseRun
            {
                Company = request.Company,
                Id = new RunId(DerivedId.Guid("run", request.Company.ToString(), request.IdempotencyKey)),
                RequestSha256 = request.BodySha256,
                ExpenseCount = request.Expenses.Count,
                ReceiptCount = request.Expenses.Sum(expense => expense.ReceiptIds.Count),
                Created = DateTimeOffset.UnixEpoch,
            },
            request.Expenses,
            cancellationToken);
        return run.RequestSha256 == request.BodySha256 ? run : throw new ContractException(409, "The key came with another body before.");
    }

    public Task<ExpenseRun> AddAsync(ExpenseRun run, IEnumerable<RunExpense> expenses, CancellationToken cancellationToken = default)
    {
        log.Note($"run {run.Id}");
        _expenses.TryAdd((run.Company, run.Id), [.. expenses]);
        return Task.FromResult(_runs.GetOrAdd((run.Company, run.Id), run));
    }

    public Task<ExpenseRun?> FindAsync(CompanyKey company, RunId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_runs.GetValueOrDefault((company, id)));

    public Task<ExpenseRun> UpdateAsync(ExpenseRun run, CancellationToken cancellationToken = default)
    {
        log.Note($"run {run.Id}");
        _runs[(run.Company, run.Id)] = run;
        return Task.FromResult(run);
    }

    public IAsyncEnumerable<ExpenseRun> ListOutstandingAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("HTTP functions look after no runs.");

    public Task<IReadOnlyList<RunExpense>> ReadChunkAsync(CompanyKey company, RunId id, int chunk, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RunExpense>>([.. _expenses[(company, id)].Skip(chunk * Dataset.ChunkSize).Take(Dataset.ChunkSize)]);

    public Task SaveResultsAsync(CompanyKey company, RunId id, IReadOnlyList<RunExpenseResult> results, CancellationToken cancellationToken = default)
    {
        log.Note($"results of {id}");
        _results[(company, id)] = results;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunExpenseResult>> ListResultsAsync(CompanyKey company, RunId id, int first, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RunExpenseResult>>(
            [.. (_results.GetValueOrDefault((company, id)) ?? []).Where(result => result.Number >= first && result.Number < first + count)]);

    public Task SetProgressAsync(CompanyKey company, RunId id, int chunk, RunProgress progress, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("HTTP functions read progress, they do not write it.");

    public Task<RunProgress> ReadProgressAsync(CompanyKey company, RunId id, CancellationToken cancellationToken = default) =>
        Task.FromResult((_results.GetValueOrDefault((company, id)) ?? []).Aggregate(
            new RunProgress(),
            (sum, result) => sum + new RunProgress(
                ReceiptsAttached: result.ReceiptsAttached,
                Uploaded: result.Result == ExpenseResult.Uploaded ? 1 : 0,
                Synced: result.Result == ExpenseResult.Synced ? 1 : 0,
                Failed: result.Result == ExpenseResult.Failed ? 1 : 0)));
}
