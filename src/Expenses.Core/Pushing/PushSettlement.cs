using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Telemetry;

namespace Expenses.Core.Pushing;

/// <summary>Writes outcomes down: the intents first, since they are the truth, then the rows and the progress that follow from them.</summary>
/// <param name="syncs">Progress.</param>
/// <param name="transactions">The rows.</param>
/// <param name="intents">The intents.</param>
public sealed class PushSettlement(ISyncStore syncs, ISyncTransactionStore transactions, IPushIntentStore intents)
{
    /// <summary>Applies a platform's outcomes to the intents of a batch.</summary>
    /// <param name="batch">The intents.</param>
    /// <param name="outcomes">What the platform said.</param>
    /// <param name="platform">The platform's key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The intents as they are now.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Another execution of the same step was faster; read again.</exception>
    public async Task<IReadOnlyList<PushIntent>> ApplyAsync(
        IReadOnlyList<PushIntent> batch, IEnumerable<PushItemOutcome> outcomes, string platform, CancellationToken cancellationToken)
    {
        var said = outcomes.ToDictionary(o => o.TransactionId);
        var decided = batch
            .Where(i => i.State is PushIntentState.Sent or PushIntentState.Unknown && said.ContainsKey(i.TransactionId))
            .Select(i => Decide(i, said[i.TransactionId]))
            .ToList();
        if (decided.Count == 0)
        {
            return batch;
        }

        var saved = (await intents.SaveAsync(decided, cancellationToken)).ToDictionary(i => i.TransactionId);
        Count([.. saved.Values], platform);
        return [.. batch.Select(i => saved.GetValueOrDefault(i.TransactionId, i))];
    }

    /// <summary>Writes the rows of intents and the progress of their chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="batch">The intents whose rows are due.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are written.</returns>
    public async Task RecordAsync(ChunkWork chunk, IReadOnlyList<PushIntent> batch, CancellationToken cancellationToken)
    {
        var (company, sync) = (chunk.Sync.Company, chunk.Sync.Id);
        var mine = batch.Where(i => i.Sync == sync).Select(PushRows.Of).ToList();
        if (mine.Count > 0)
        {
            await transactions.SaveAsync(company, sync, mine, cancellationToken);
        }

        await CountAsync(chunk.Sync, chunk.Chunk, cancellationToken);
    }

    /// <summary>Recounts a chunk from its rows.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When the progress is written.</returns>
    public async Task CountAsync(SyncRecord sync, SyncChunk chunk, CancellationToken cancellationToken)
    {
        var rows = await transactions.ListAsync(sync.Company, sync.Id, chunk.FirstRow, chunk.Count, cancellationToken);
        await syncs.SetProgressAsync(sync.Company, sync.Id, chunk.Number, SyncCounts.Of(rows), cancellationToken);
    }

    private static void Count(List<PushIntent> decided, string platform)
    {
        var completed = decided.Count(i => i.State == PushIntentState.Completed);
        ExpensesMetrics.TransactionsPushed(completed, "completed", platform);
        ExpensesMetrics.TransactionsPushed(decided.Count - completed, "refused", platform);
    }

    private static PushIntent Decide(PushIntent intent, PushItemOutcome outcome) => outcome.RecordId is { } record
        ? intent.MarkCompleted(record)
        : intent.MarkFailed(outcome.Message ?? outcome.Code ?? "Refused by the accounting software.");
}
