using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Core.Datasets;

/// <summary>
/// Finds what a dataset has in common with what was synced before, by content and not by id (codat-contract §8 row 10):
/// nothing is refused for it, since two equal purchases on a day are no mistake.
/// </summary>
/// <param name="datasets">Datasets.</param>
/// <param name="intents">What was synced.</param>
public sealed class DatasetOverlaps(IDatasetStore datasets, IPushIntentStore intents)
{
    /// <summary>Compares a dataset. Reads all of it and, once, what is known of the company's transactions.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its transactions that have an equal, in its order.</returns>
    public async Task<IReadOnlyList<Overlap>> FindAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var own = new List<(TransactionId Id, string Content)>(dataset.TransactionCount);
        for (var chunk = 0; chunk * Dataset.ChunkSize < dataset.TransactionCount; chunk++)
        {
            var transactions = await datasets.ReadChunkAsync(dataset.Company, dataset.Id, chunk, cancellationToken);
            own.AddRange(transactions.Select(transaction => (transaction.Id, ContentHash.Of(transaction))));
        }

        var wanted = own.Select(one => one.Content).ToHashSet(StringComparer.Ordinal);
        var synced = new List<SyncedContent>();
        await foreach (var one in intents.ListContentAsync(dataset.Company, cancellationToken))
        {
            if (wanted.Contains(one.Content))
            {
                synced.Add(one);
            }
        }

        var byContent = own.ToLookup(one => one.Content, one => one.Id, StringComparer.Ordinal);
        var known = synced.ToLookup(one => one.Content, StringComparer.Ordinal);
        return
        [
            .. own
                .Select(one => new Overlap(
                    one.Id,
                    [.. byContent[one.Content].Where(other => other != one.Id)],
                    [.. known[one.Content].Where(other => other.Transaction != one.Id)]))
                .Where(overlap => overlap.InDataset.Count + overlap.Synced.Count > 0),
        ];
    }
}

/// <summary>A transaction of a dataset and its equals.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="InDataset">Others of the same dataset.</param>
/// <param name="Synced">Others that some sync has taken on.</param>
public sealed record Overlap(TransactionId Transaction, IReadOnlyList<TransactionId> InDataset, IReadOnlyList<SyncedContent> Synced);
