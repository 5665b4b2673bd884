using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Storage.Chunks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Runs;

/// <summary>The request of a run in blobs, its record in a row, results and progress in numbered rows of a partition per run.</summary>
internal sealed class TableExpenseRunStore(
    TableServiceClient tables, BlobServiceClient blobs, StorageNames names, OutstandingRuns outstanding) : IExpenseRunStore
{
    private readonly TableClient _runs = tables.GetTableClient(names.Runs);
    private readonly TableClient _details = tables.GetTableClient(names.RunDetails);
    private readonly ChunkBlobs<RunExpense> _chunks = new(blobs.GetBlobContainerClient(names.RunBlobs));

    public async Task<ExpenseRun> AddAsync(ExpenseRun run, IEnumerable<RunExpense> expenses, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(run.Company, run.Id, cancellationToken) is { } stored)
        {
            return stored;
        }

        var (version, count) = await _chunks.WriteAsync(run.Company, run.Id.Value, expenses, cancellationToken);
        if (count != run.ExpenseCount)
        {
            throw new ArgumentException($"Run {run.Id} says it has {run.ExpenseCount} expenses and has {count}.", nameof(expenses));
        }

        await outstanding.AddAsync(run, cancellationToken);
        if (await _runs.TryInsertAsync(RunRows.Write(run, version), cancellationToken) is { } etag)
        {
            return run with { ETag = etag };
        }

        var row = await GetRowAsync(run.Company, run.Id, cancellationToken);

        // The row may be this call's after all: its answer was lost, and the run has moved on since.
        if (!string.Equals(row.Text(RunRows.Version), version, StringComparison.Ordinal))
        {
            await _chunks.RemoveAsync(run.Company, run.Id.Value, version, count, cancellationToken);
        }

        return RunRows.Read(run.Company, run.Id, row);
    }

    public async Task<ExpenseRun?> FindAsync(CompanyKey company, RunId id, CancellationToken cancellationToken = default)
    {
        var row = await FindRowAsync(company, id, cancellationToken);
        return row is null ? null : RunRows.Read(company, id, row);
    }

    public async Task<ExpenseRun> UpdateAsync(ExpenseRun run, CancellationToken cancellationToken = default)
    {
        // The chunks' version is not part of the record; it never changes.
        var version = (await GetRowAsync(run.Company, run.Id, cancellationToken)).Text(RunRows.Version);
        var etag = await _runs.ReplaceAsync(RunRows.Write(run, version), run.ETag, $"Run {run.Id}", cancellationToken);
        if (run.HasEnded)
        {
            await outstanding.RemoveAsync(run, cancellationToken);
        }

        return run with { ETag = etag };
    }

    public async IAsyncEnumerable<ExpenseRun> ListOutstandingAsync(
        DateTimeOffset createdBefore, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (company, id, rowKey) in await outstanding.ListAsync(createdBefore, cancellationToken))
        {
            var run = await FindAsync(company, id, cancellationToken);
            if (run is null || run.HasEnded || !OutstandingRuns.IsOf(rowKey, run))
            {
                // Never stored or erased, ended, or of a writer that lost against the one that stored it.
                await outstanding.RemoveAsync(rowKey, cancellationToken);
                continue;
            }

            yield return run;
        }
    }

    public async Task<IReadOnlyList<RunExpense>> ReadChunkAsync(CompanyKey company, RunId id, int chunk, CancellationToken cancellationToken = default)
    {
        var row = await GetRowAsync(company, id, cancellationToken);
        return await _chunks.ReadAsync(company, id.Value, row.Text(RunRows.Version), chunk, cancellationToken);
    }

    public Task SaveResultsAsync(
        CompanyKey company, RunId id, IReadOnlyList<RunExpenseResult> results, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company, id.Value);
        return _details.ReplaceAsync(
            results.Select(result => (IReadOnlyList<TableEntity>)[RunResultRows.Write(partition, result)]), cancellationToken);
    }

    public async Task<IReadOnlyList<RunExpenseResult>> ListResultsAsync(
        CompanyKey company, RunId id, int first, int count, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company, id.Value);
        var results = new List<RunExpenseResult>();
        var rows = _details.RangeAsync(
            partition, RunResultRows.Key(first), RunResultRows.Key((long)first + count), rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            results.Add(RunResultRows.Read(row));
        }

        return results;
    }

    public Task SetProgressAsync(CompanyKey company, RunId id, int chunk, RunProgress progress, CancellationToken cancellationToken = default) =>
        _details.UpsertEntityAsync(
            RunProgressRows.Write(RowKeys.Partition(company, id.Value), chunk, progress), TableUpdateMode.Replace, cancellationToken);

    public async Task<RunProgress> ReadProgressAsync(CompanyKey company, RunId id, CancellationToken cancellationToken = default)
    {
        var sum = new RunProgress();
        var rows = _details.RangeAsync(
            RowKeys.Partition(company, id.Value), RunProgressRows.First, RunProgressRows.Behind, rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            sum += RunProgressRows.Read(row);
        }

        return sum;
    }

    private Task<TableEntity?> FindRowAsync(CompanyKey company, RunId id, CancellationToken cancellationToken) =>
        _runs.FindAsync(RowKeys.Partition(company), KeyText.Encode(id.Value), cancellationToken);

    private async Task<TableEntity> GetRowAsync(CompanyKey company, RunId id, CancellationToken cancellationToken) =>
        await FindRowAsync(company, id, cancellationToken)
        ?? throw new InvalidDataException($"There is no run {id} of company {company}.");
}
