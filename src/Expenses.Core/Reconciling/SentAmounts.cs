using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Core.Reconciling;

/// <summary>What the transactions of one sync came to when they were sent: read from its datasets, each chunk once.</summary>
/// <param name="datasets">Datasets.</param>
/// <param name="reference">What was last read of ledgers: the currencies of accounts.</param>
/// <param name="connection">The accounting connection.</param>
/// <param name="sync">The sync.</param>
internal sealed class SentAmounts(IDatasetStore datasets, IReferenceDataStore reference, Connection connection, SyncRecord sync)
{
    private readonly Dictionary<int, IReadOnlyList<LedgerTransaction>> _read = [];
    private IReadOnlyList<SyncChunk>? _chunks;
    private ReferenceIndex? _index;

    /// <summary>Finds an amount.</summary>
    /// <param name="number">The transaction's number in the sync.</param>
    /// <param name="transaction">The transaction that has it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Amount and currency, each null when it is not known: a dataset of the sync was deleted, or an account.</returns>
    public async Task<(decimal? Amount, string? Currency)> FindAsync(int number, TransactionId transaction, CancellationToken cancellationToken)
    {
        _chunks ??= await SplitAsync(cancellationToken);
        if (_chunks.FirstOrDefault(chunk => number >= chunk.FirstRow && number < chunk.FirstRow + chunk.Count) is not { } chunk)
        {
            return (null, null);
        }

        if (!_read.TryGetValue(chunk.Number, out var transactions))
        {
            transactions = await datasets.ReadChunkAsync(sync.Company, chunk.DatasetId, chunk.DatasetChunk, cancellationToken);
            _read[chunk.Number] = transactions;
        }

        var sent = transactions.ElementAtOrDefault(number - chunk.FirstRow);
        if (sent is null || sent.Id != transaction)
        {
            return (null, null);
        }

        if (sent is TransferTransaction)
        {
            await IndexAsync(cancellationToken);
        }

        return DocumentAmount.Of(sent, account => _index?.FindAccount(account)?.Currency);
    }

    private async Task<IReadOnlyList<SyncChunk>> SplitAsync(CancellationToken cancellationToken)
    {
        var found = new List<Dataset>(sync.DatasetIds.Count);
        foreach (var id in sync.DatasetIds)
        {
            if (await datasets.FindAsync(sync.Company, id, cancellationToken) is not { } dataset)
            {
                // Numbers count through all datasets of a sync, so none is known without this one.
                return [];
            }

            found.Add(dataset);
        }

        return SyncChunk.Split(found);
    }

    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        if (_index is null && await reference.FindAsync(connection.Company, connection.Id, cancellationToken) is { } data)
        {
            _index = new ReferenceIndex(data);
        }
    }
}
