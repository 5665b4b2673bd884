using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>A part of a sync that one sub-orchestration pushes: one chunk of one of its datasets.</summary>
/// <param name="Number">The chunk's number in the sync, from 0.</param>
/// <param name="DatasetId">The dataset its transactions are in.</param>
/// <param name="DatasetChunk">The chunk's number in that dataset, from 0.</param>
/// <param name="FirstRow">The number of its first transaction in the sync, from 0.</param>
/// <param name="Count">How many transactions it has, 1 to <see cref="Dataset.ChunkSize"/>.</param>
public sealed record SyncChunk(int Number, DatasetId DatasetId, int DatasetChunk, int FirstRow, int Count)
{
    /// <summary>Splits datasets into chunks; the same datasets always give the same chunks.</summary>
    /// <param name="datasets">The sync's datasets in order.</param>
    /// <returns>The chunks in order; none when the datasets are empty.</returns>
    public static IReadOnlyList<SyncChunk> Split(IEnumerable<Dataset> datasets)
    {
        var chunks = new List<SyncChunk>();
        var row = 0;
        foreach (var dataset in datasets)
        {
            for (var chunk = 0; chunk < dataset.ChunkCount; chunk++)
            {
                var count = Math.Min(Dataset.ChunkSize, dataset.TransactionCount - (chunk * Dataset.ChunkSize));
                chunks.Add(new SyncChunk(chunks.Count, dataset.Id, chunk, row, count));
                row += count;
            }
        }

        return chunks;
    }
}
