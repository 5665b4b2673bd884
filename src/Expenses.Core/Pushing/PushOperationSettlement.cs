using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Syncs;

namespace Expenses.Core.Pushing;

/// <summary>Asks a platform what became of a push operation, and writes the outcomes down.</summary>
/// <param name="work">Loads the chunk.</param>
/// <param name="intents">The intents.</param>
/// <param name="settlement">Writes outcomes down.</param>
/// <param name="health">What refusals say of the connection.</param>
public sealed class PushOperationSettlement(SyncWork work, IPushIntentStore intents, PushSettlement settlement, ConnectionHealth health)
{
    /// <summary>Settles a push operation.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="chunk">The chunk the operation carries transactions of.</param>
    /// <param name="pushOperationKey">The platform's key.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>The first refusal, empty when there was none; null while the platform works on it.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked.</exception>
    /// <exception cref="SyncStoppedException">The company or its connection is gone, or not linked any more.</exception>
    public async Task<string?> SettleAsync(SyncRequestV1 request, int chunk, string pushOperationKey, CancellationToken cancellationToken)
    {
        var loaded = await work.LoadAsync(request, chunk, cancellationToken);
        var outcomes = await FindAsync(loaded, pushOperationKey, cancellationToken);
        if (outcomes is null)
        {
            return null;
        }

        var found = await intents.FindAsync(loaded.Sync.Company, [.. outcomes.Select(o => o.TransactionId)], cancellationToken);

        // What was taken over or sent again since is not this operation's any more.
        var carried = found.Values.Where(i => string.Equals(i.PushOperationKey, pushOperationKey, StringComparison.Ordinal));
        var settled = await settlement.ApplyAsync(
            [.. carried.OrderBy(i => i.Number)], outcomes, loaded.Connector.Platform.Key, cancellationToken);
        await settlement.RecordAsync(loaded, settled, cancellationToken);
        return settled.FirstOrDefault(i => i.State == PushIntentState.Failed)?.Message ?? "";
    }

    private async Task<IReadOnlyList<PushItemOutcome>?> FindAsync(ChunkWork loaded, string pushOperationKey, CancellationToken cancellationToken)
    {
        try
        {
            return await loaded.Connector.FindPushOperationAsync(loaded.Connection, pushOperationKey, cancellationToken);
        }
        catch (ConnectorException failure)
        {
            await health.RefusedAsync(loaded.Connection, failure, cancellationToken);
            throw;
        }
    }
}
