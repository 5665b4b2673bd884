using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Core.Pushing;

/// <summary>
/// One request of a sync to the platform, made so that it may run twice (design section 4): intents first, then the
/// call, then the outcomes; what may be on its way already is looked up by our reference before it is sent again.
/// </summary>
/// <param name="work">Loads the chunk.</param>
/// <param name="transactions">The rows.</param>
/// <param name="intents">The intents.</param>
/// <param name="operations">Who waits for a push operation.</param>
/// <param name="settlement">Writes outcomes down.</param>
/// <param name="health">What refusals say of the connection.</param>
/// <param name="time">The clock.</param>
public sealed class BatchPush(
    SyncWork work,
    ISyncTransactionStore transactions,
    IPushIntentStore intents,
    IPushOperationStore operations,
    PushSettlement settlement,
    ConnectionHealth health,
    TimeProvider time)
{
    /// <summary>Pushes one batch of a chunk.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="batch">The batch's number in the chunk; a batch is a range of rows.</param>
    /// <param name="instanceId">The orchestration that waits when the platform finishes later.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>The key of the push operation when the platform finishes later, else null; and the first error.</returns>
    /// <exception cref="ConnectorException">The platform gave no answer about the items; its category says what is next.</exception>
    /// <exception cref="SyncStoppedException">The company or its connection is gone, and the chunk is not decided.</exception>
    public async Task<BatchResult> PushAsync(
        SyncRequestV1 request, int chunk, int batch, string instanceId, CancellationToken cancellationToken)
    {
        ChunkWork loaded;
        try
        {
            loaded = await work.LoadAsync(request, chunk, cancellationToken);
        }
        catch (SyncStoppedException)
        {
            if (await IsDecidedAsync(request, chunk, cancellationToken))
            {
                // Nobody need be asked any more: what the company has lost since is the next sync's business.
                return new BatchResult(PushOperationKey: null, "");
            }

            throw;
        }

        try
        {
            return await PushAsync(loaded, batch, instanceId, cancellationToken);
        }
        catch (ConnectorException failure)
        {
            await health.RefusedAsync(loaded.Connection, failure, cancellationToken);
            throw;
        }
    }

    private async Task<bool> IsDecidedAsync(SyncRequestV1 request, int chunk, CancellationToken cancellationToken)
    {
        var (sync, part) = await work.FindChunkAsync(request, chunk, cancellationToken);
        var rows = await transactions.ListAsync(sync.Company, sync.Id, part.FirstRow, part.Count, cancellationToken);
        return rows.Count == part.Count && rows.All(row => row.Status is not (TransactionStatus.Pending or TransactionStatus.Unknown));
    }

    private async Task<BatchResult> PushAsync(ChunkWork loaded, int batch, string instanceId, CancellationToken cancellationToken)
    {
        var size = loaded.Connector.Capabilities.BatchSize;
        var batchTransactions = loaded.Transactions.Skip(batch * size).Take(size).ToList();
        var found = await intents.FindAsync(loaded.Sync.Company, [.. batchTransactions.Select(t => t.Id)], cancellationToken);
        var first = loaded.Chunk.FirstRow + (batch * size);
        IReadOnlyList<PushIntent> mine = [.. batchTransactions
            .Select((t, i) => found.GetValueOrDefault(t.Id) is { } intent && intent.Sync == loaded.Sync.Id && intent.Number == first + i ? intent : null)
            .OfType<PushIntent>()];
        RefuseReplacedLedger(loaded, mine);
        mine = [.. mine.Where(i => i.Connection == loaded.Connection.Id)];

        if (mine.FirstOrDefault(i => i is { State: PushIntentState.Sent, PushOperationKey: not null }) is { } accepted)
        {
            return new BatchResult(
                accepted.PushOperationKey, "", IsMore: mine.Any(i => IsDue(i) && !string.Equals(i.PushOperationKey, accepted.PushOperationKey, StringComparison.Ordinal)));
        }

        mine = await LookUpAsync(loaded, mine, cancellationToken);
        var due = mine.Where(IsDue).ToList();
        string? key = null;
        if (due.Count > 0)
        {
            (due, key) = await SendAsync(loaded, due, batchTransactions, instanceId, cancellationToken);
            var sent = due.ToDictionary(i => i.TransactionId);
            mine = [.. mine.Select(i => sent.GetValueOrDefault(i.TransactionId, i))];
        }

        await settlement.RecordAsync(loaded, mine, cancellationToken);
        return new BatchResult(key, mine.FirstOrDefault(i => i.State == PushIntentState.Failed)?.Message ?? "");
    }

    private static bool IsDue(PushIntent intent) => intent.State is PushIntentState.Pending or PushIntentState.Sent or PushIntentState.Unknown;

    // What was meant for one ledger does not go to another that took its place while the sync ran; a retry asks for that.
    private static void RefuseReplacedLedger(ChunkWork loaded, IReadOnlyList<PushIntent> mine)
    {
        if (mine.Any(i => i.State == PushIntentState.Pending && i.Connection != loaded.Connection.Id))
        {
            throw new SyncStoppedException(
                SyncStatusCode.CompanyNotFound, "The company's accounting connection was replaced by another one while the sync ran.");
        }
    }

    // design section 4: sent without an answer is looked up by our reference before any resend.
    private async Task<IReadOnlyList<PushIntent>> LookUpAsync(ChunkWork loaded, IReadOnlyList<PushIntent> batch, CancellationToken cancellationToken)
    {
        var unsure = batch.Where(i => i.State is PushIntentState.Sent or PushIntentState.Unknown).ToList();
        if (unsure.Count == 0)
        {
            return batch;
        }

        var records = await loaded.Connector.FindRecordsAsync(loaded.Connection, [.. unsure.Select(i => i.IdempotencyKey)], cancellationToken);
        return await settlement.ApplyAsync(
            batch,
            unsure.Where(i => records.ContainsKey(i.IdempotencyKey)).Select(i => new PushItemOutcome(i.TransactionId, records[i.IdempotencyKey])),
            loaded.Connector.Platform.Key,
            cancellationToken);
    }

    private async Task<(List<PushIntent> Sent, string? Key)> SendAsync(
        ChunkWork loaded,
        List<PushIntent> due,
        IReadOnlyList<LedgerTransaction> batchTransactions,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var (items, refused) = await ItemsAsync(loaded, due, batchTransactions, cancellationToken);
        IReadOnlyList<PushIntent> marked = await intents.SaveAsync([.. due.Select(i => i.MarkSent())], cancellationToken);
        marked = await settlement.ApplyAsync(marked, refused, loaded.Connector.Platform.Key, cancellationToken);
        var sent = marked.Where(i => i.State == PushIntentState.Sent).ToList();
        if (sent.Count == 0)
        {
            return ([.. marked], null);
        }

        var outcome = await CallAsync(loaded, items, sent, cancellationToken);
        if (outcome.PushOperationKey is { } key)
        {
            await operations.SaveAsync(
                new PushOperation(loaded.Sync.Company, loaded.Connection.Id, key, loaded.Sync.Id, instanceId, time.GetUtcNow()),
                cancellationToken);
            var accepted = await intents.SaveAsync([.. sent.Select(i => i.MarkAccepted(key))], cancellationToken);
            return ([.. marked.Except(sent), .. accepted], key);
        }

        return ([.. await settlement.ApplyAsync(marked, outcome.Items, loaded.Connector.Platform.Key, cancellationToken)], null);
    }

    private async Task<PushBatchOutcome> CallAsync(
        ChunkWork loaded, List<PushItem> items, List<PushIntent> sent, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await loaded.Connector.PushAsync(loaded.Connection, items, cancellationToken);
            return outcome.PushOperationKey is not null || outcome.Items.Count == items.Count
                ? outcome
                : throw new ConnectorException(
                    FailureCategory.UnknownOutcome, "incomplete", $"The platform answered for {outcome.Items.Count} of {items.Count} transactions.");
        }
        catch (ConnectorException e) when (e.Category == FailureCategory.UnknownOutcome)
        {
            await intents.SaveAsync([.. sent.Select(i => i.MarkUnknown())], cancellationToken);
            throw;
        }
        catch (ConnectorException e) when (e.Category == FailureCategory.Rejected)
        {
            return new PushBatchOutcome([.. sent.Select(i => new PushItemOutcome(i.TransactionId, RecordId: null, e.Code, e.Message))]);
        }
    }

    // What is sent follows from the dataset, the configuration and the reference data. What the ledger no longer takes,
    // because it changed while the sync ran, is refused here by itself.
    private async Task<(List<PushItem> Items, List<PushItemOutcome> Refused)> ItemsAsync(
        ChunkWork loaded, List<PushIntent> due, IReadOnlyList<LedgerTransaction> batchTransactions, CancellationToken cancellationToken)
    {
        var context = await work.PostingContextAsync(loaded, cancellationToken);
        var wanted = due.ToDictionary(i => i.TransactionId);
        var items = new List<PushItem>();
        var refused = new List<PushItemOutcome>();
        foreach (var transaction in batchTransactions.Where(t => wanted.ContainsKey(t.Id)))
        {
            var decision = PostingRules.Decide(transaction, context);
            if (decision.Item is { } item)
            {
                items.Add(item with { RecordId = wanted[transaction.Id].RecordId });
            }
            else
            {
                refused.Add(new PushItemOutcome(transaction.Id, RecordId: null, "changed", decision.Message()));
            }
        }

        return (items, refused);
    }
}

/// <summary>What pushing a batch came to.</summary>
/// <param name="PushOperationKey">The platform finishes later, under this key; null when it is done.</param>
/// <param name="Message">The first refusal; empty when there was none.</param>
/// <param name="IsMore">The batch holds transactions that the push operation does not: push it again when that is done.</param>
public sealed record BatchResult(string? PushOperationKey, string Message, bool IsMore = false);
