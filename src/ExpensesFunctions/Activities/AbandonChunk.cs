using Expenses.Core.Pushing;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Gives every undecided transaction of a chunk its final status.</summary>
/// <param name="abandonment">The work.</param>
public sealed class AbandonChunk(ChunkAbandonment abandonment)
{
    /// <summary>Runs it.</summary>
    /// <param name="chunk">The chunk and the reason.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>True.</returns>
    [Function(nameof(AbandonChunk))]
    public async Task<bool> RunAsync([ActivityTrigger] AbandonChunkV1 chunk, CancellationToken cancellationToken)
    {
        await abandonment.AbandonAsync(chunk.Chunk.Request, chunk.Chunk.Chunk, chunk.Reason, chunk.LookUp, cancellationToken);
        return true;
    }
}
