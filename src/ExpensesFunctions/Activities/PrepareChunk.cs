using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Validates one chunk and writes its push intents and rows.</summary>
/// <param name="preparation">The work.</param>
public sealed class PrepareChunk(ChunkPreparation preparation)
{
    /// <summary>Runs it.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(PrepareChunk))]
    public async Task<PreparedChunkV1> RunAsync([ActivityTrigger] SyncChunkV1 chunk, CancellationToken cancellationToken)
    {
        try
        {
            var prepared = await preparation.PrepareAsync(chunk.Request, chunk.Chunk, cancellationToken);
            return new PreparedChunkV1(prepared.Ready, prepared.Duplicates, prepared.ConfigurationErrors, prepared.Message, Batches: prepared.Batches);
        }
        catch (SyncStoppedException e)
        {
            return Stopped(e.Code, e.Message);
        }
        catch (ConnectorException e) when (SyncLoading.StopCodeOf(e) is { } code)
        {
            return Stopped(code, e.Message);
        }
    }

    private static PreparedChunkV1 Stopped(SyncStatusCode code, string message) =>
        new(Ready: 0, Duplicates: 0, ConfigurationErrors: 0, message, (int)code);
}
