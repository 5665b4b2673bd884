using Expenses.Core.Connectors;
using Expenses.Core.Syncs;

namespace Expenses.Core.Pushing;

/// <summary>
/// Ends a chunk of which nothing more will be sent, so that every transaction has a final status (P1): what was not
/// sent is a push error with the reason, what was sent without an answer is looked up once more, else it is unknown.
/// </summary>
/// <param name="work">Loads the chunk.</param>
/// <param name="transactions">The rows.</param>
/// <param name="intents">The intents.</param>
/// <param name="settlement">Writes outcomes down.</param>
public sealed class ChunkAbandonment(
    SyncWork work, ISyncTransactionStore transactions, IPushIntentStore intents, PushSettlement settlement)
{
    /// <summary>Ends the chunk.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="reason">Why nothing more is sent.</param>
    /// <param name="lookUp">Whether the platform is asked for what was sent without an answer.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it is ended.</returns>
    public async Task AbandonAsync(SyncRequestV1 request, int chunk, string reason, bool lookUp, CancellationToken cancellationToken)
    {
        var (record, part) = await work.FindChunkAsync(request, chunk, cancellationToken);
        var (company, sync) = (record.Company, record.Id);
        var rows = await RowsAsync(record, part, cancellationToken);
        var open = rows.Where(r => r.Status == TransactionStatus.Pending).ToList();
        var found = await intents.FindAsync(company, [.. open.Select(r => r.TransactionId)], cancellationToken);
        var numbers = open.ToDictionary(r => r.TransactionId, r => r.Number);
        List<PushIntent> mine = [.. found.Values.Where(i => i.Sync == sync && i.Number == numbers[i.TransactionId])];
        var looked = lookUp ? await LookUpAsync(request, chunk, mine, cancellationToken) : mine;
        var byId = looked.ToDictionary(i => i.TransactionId);
        await transactions.SaveAsync(
            company, sync, [.. open.Select(r => Ended(r, byId.GetValueOrDefault(r.TransactionId), reason))], cancellationToken);
        await settlement.CountAsync(record, part, cancellationToken);
    }

    // A chunk that could not even be prepared has no rows yet; its transactions get theirs here.
    private async Task<IReadOnlyList<SyncTransaction>> RowsAsync(SyncRecord sync, SyncChunk part, CancellationToken cancellationToken)
    {
        var rows = await transactions.ListAsync(sync.Company, sync.Id, part.FirstRow, part.Count, cancellationToken);
        if (rows.Count == part.Count)
        {
            return rows;
        }

        var known = rows.ToDictionary(row => row.Number);
        var sent = await work.ReadTransactionsAsync(sync.Company, part, cancellationToken);
        return [.. sent.Select((transaction, i) => known.GetValueOrDefault(part.FirstRow + i) ?? PushRows.Pending(part.FirstRow + i, transaction))];
    }

    private async Task<IReadOnlyList<PushIntent>> LookUpAsync(
        SyncRequestV1 request, int chunk, IReadOnlyList<PushIntent> mine, CancellationToken cancellationToken)
    {
        var unsure = mine.Where(i => i.State is PushIntentState.Sent or PushIntentState.Unknown).ToList();
        if (unsure.Count == 0)
        {
            return mine;
        }

        IReadOnlyDictionary<string, string> records;
        string platform;
        try
        {
            var loaded = await work.LoadAsync(request, chunk, cancellationToken);
            platform = loaded.Connector.Platform.Key;

            // A key is only good where it was used.
            unsure = [.. unsure.Where(i => i.Connection == loaded.Connection.Id)];
            records = await loaded.Connector.FindRecordsAsync(loaded.Connection, [.. unsure.Select(i => i.IdempotencyKey)], cancellationToken);
        }
        catch (ConnectorException e) when (e.Category is FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired)
        {
            // The platform does not let us look any more; they stay unknown, and a later retry looks them up first.
            return mine;
        }
        catch (SyncStoppedException)
        {
            // The same without a linked connection.
            return mine;
        }

        return await settlement.ApplyAsync(
            mine,
            unsure.Where(i => records.ContainsKey(i.IdempotencyKey)).Select(i => new PushItemOutcome(i.TransactionId, records[i.IdempotencyKey])),
            platform,
            cancellationToken);
    }

    private static SyncTransaction Ended(SyncTransaction row, PushIntent? intent, string reason) => intent switch
    {
        { State: PushIntentState.Completed or PushIntentState.Failed } => PushRows.Of(intent),
        { State: PushIntentState.Sent or PushIntentState.Unknown } => row with
        {
            Status = TransactionStatus.Unknown,
            Message = $"It was sent and its outcome could not be learnt. {reason}",
        },
        _ => row with { Status = TransactionStatus.PushError, Message = $"Not sent. {reason}" },
    };
}
