using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Syncs;

/// <summary>Loads what the work on one chunk of a sync needs. Only references travel between steps, so each step loads anew.</summary>
/// <param name="companies">Companies and connections.</param>
/// <param name="datasets">Datasets.</param>
/// <param name="syncs">Sync records.</param>
/// <param name="connectors">The platforms.</param>
public sealed class SyncWork(ICompanyStore companies, IDatasetStore datasets, ISyncStore syncs, ConnectorRegistry connectors)
{
    /// <summary>Splits a sync into chunks; the same sync always gives the same ones.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The chunks in order.</returns>
    /// <exception cref="InvalidOperationException">A dataset of the sync is gone.</exception>
    public async Task<IReadOnlyList<SyncChunk>> SplitAsync(SyncRecord sync, CancellationToken cancellationToken)
    {
        var found = new List<Dataset>(sync.DatasetIds.Count);
        foreach (var id in sync.DatasetIds)
        {
            found.Add(await datasets.FindAsync(sync.Company, id, cancellationToken)
                ?? throw new InvalidOperationException($"Dataset {id} of sync {sync.Id} is gone."));
        }

        return SyncChunk.Split(found);
    }

    /// <summary>Loads one chunk with everything around it.</summary>
    /// <param name="request">The sync and its attempt.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The chunk.</returns>
    /// <exception cref="InvalidOperationException">The sync or a dataset is gone.</exception>
    /// <exception cref="SyncStoppedException">The company or its accounting connection is gone, or not linked any more.</exception>
    public async Task<ChunkWork> LoadAsync(SyncRequestV1 request, int chunk, CancellationToken cancellationToken)
    {
        var (sync, part) = await FindChunkAsync(request, chunk, cancellationToken);
        var company = sync.Company;
        var connections = await companies.ListConnectionsAsync(company, cancellationToken);
        if (StopOf(connections) is { } stop)
        {
            throw stop;
        }

        var connection = connections.First(c => c.SourceType == SourceType.Accounting);
        var transactions = await ReadTransactionsAsync(company, part, cancellationToken);
        return new ChunkWork(sync, part, connection, connectors.For(connection), transactions);
    }

    /// <summary>Reads the transactions of a chunk.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The transactions, in order.</returns>
    public Task<IReadOnlyList<LedgerTransaction>> ReadTransactionsAsync(
        CompanyKey company, SyncChunk chunk, CancellationToken cancellationToken) =>
        datasets.ReadChunkAsync(company, chunk.DatasetId, chunk.DatasetChunk, cancellationToken);

    /// <summary>Finds a chunk without what it would be pushed to.</summary>
    /// <param name="request">The sync and its attempt.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync and the chunk.</returns>
    /// <exception cref="InvalidOperationException">The sync or a dataset is gone.</exception>
    public async Task<(SyncRecord Sync, SyncChunk Chunk)> FindChunkAsync(SyncRequestV1 request, int chunk, CancellationToken cancellationToken)
    {
        var company = new CompanyKey(new ClientId(request.Client), new CompanyId(request.Company));
        var sync = await syncs.FindAsync(company, new SyncId(request.Sync), cancellationToken)
            ?? throw new InvalidOperationException($"Sync {request.Sync} is gone.");
        return (sync, (await SplitAsync(sync, cancellationToken))[chunk]);
    }

    /// <summary>Why a company with these connections cannot go on syncing.</summary>
    /// <param name="connections">Its connections.</param>
    /// <returns>The stop, or null when the accounting connection is linked.</returns>
    public static SyncStoppedException? StopOf(IReadOnlyList<Connection> connections) =>
        connections.FirstOrDefault(c => c.SourceType == SourceType.Accounting) switch
        {
            null => new SyncStoppedException(SyncStatusCode.CompanyNotFound, "The company or its accounting connection was deleted."),
            { Status: ConnectionStatus.Linked } => null,
            var other => new SyncStoppedException(
                SyncStatusCode.CompanyUnauthorized, $"Connection {other.Id} ({other.SourceType}) is {other.Status}; it has to be authorised again."),
        };

    /// <summary>Finds a transaction as it was sent, by its number in a sync.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">The sync.</param>
    /// <param name="number">The number, from 0.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The transaction; null when the sync or its dataset is gone.</returns>
    public async Task<LedgerTransaction?> FindTransactionAsync(CompanyKey company, SyncId sync, int number, CancellationToken cancellationToken)
    {
        if (await syncs.FindAsync(company, sync, cancellationToken) is not { } record)
        {
            return null;
        }

        var row = number;
        foreach (var id in record.DatasetIds)
        {
            if (await datasets.FindAsync(company, id, cancellationToken) is not { } dataset)
            {
                return null;
            }

            if (row < dataset.TransactionCount)
            {
                var chunk = await datasets.ReadChunkAsync(company, id, row / Dataset.ChunkSize, cancellationToken);
                return chunk[row % Dataset.ChunkSize];
            }

            row -= dataset.TransactionCount;
        }

        return null;
    }

    /// <summary>Loads what decides whether a chunk's transactions can be posted: the company's defaults and the ledger's reference data.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The context of the posting rules.</returns>
    /// <exception cref="ConnectorException">The reference data could not be read.</exception>
    public async Task<PostingContext> PostingContextAsync(ChunkWork chunk, CancellationToken cancellationToken)
    {
        var configuration = await companies.FindConfigurationAsync(chunk.Sync.Company, cancellationToken);
        var reference = await chunk.Connector.ReadReferenceDataAsync(chunk.Connection, cancellationToken);
        return new PostingContext(chunk.Sync.Company, configuration, new ReferenceIndex(reference), chunk.Connector.Capabilities);
    }
}

/// <summary>One chunk of a sync with everything around it.</summary>
/// <param name="Sync">The sync.</param>
/// <param name="Chunk">The chunk.</param>
/// <param name="Connection">The accounting connection.</param>
/// <param name="Connector">Its platform.</param>
/// <param name="Transactions">The chunk's transactions, in order.</param>
public sealed record ChunkWork(
    SyncRecord Sync,
    SyncChunk Chunk,
    Connection Connection,
    IAccountingConnector Connector,
    IReadOnlyList<LedgerTransaction> Transactions);
