using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>The datasets the sync service was given.</summary>
internal sealed class InMemoryDatasets(StoreLog log, RecordingSyncService service) : IDatasetStore
{
    public Task<Dataset> AddAsync(
        CompanyKey company, DatasetId id, IEnumerable<LedgerTransaction> transactions, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("HTTP functions leave that to the sync service.");

    public Task<Dataset?> FindAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(service.Datasets.TryGetValue((company, id), out var transactions)
            ? new Dataset(company, id, transactions.Count, DateTimeOffset.UnixEpoch)
            : null);

    public Task<Slice<Dataset>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default)
    {
        var all = service.Datasets
            .Where(entry => entry.Key.Company == company)
            .Select(entry => new Dataset(company, entry.Key.Id, entry.Value.Count, DateTimeOffset.UnixEpoch))
            .OrderBy(dataset => dataset.Id.Value, StringComparer.Ordinal)
            .ToList();
        return Task.FromResult(new Slice<Dataset>([.. all.Skip(first).Take(count)], all.Count));
    }

    public Task DeleteAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default)
    {
        log.Note($"deletion of {id}");
        service.Datasets.TryRemove((company, id), out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LedgerTransaction>> ReadChunkAsync(
        CompanyKey company, DatasetId id, int chunk, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<LedgerTransaction>>(
            [.. service.Datasets[(company, id)].Skip(chunk * Dataset.ChunkSize).Take(Dataset.ChunkSize)]);
}
