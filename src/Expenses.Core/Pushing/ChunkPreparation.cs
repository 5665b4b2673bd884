using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Core.Pushing;

/// <summary>
/// Prepares one chunk of a sync before anything of the sync is sent: every transaction is validated against the ledger's
/// reference data, gets its push intent, and its row in the sync. Running it again changes nothing.
/// </summary>
/// <param name="work">Loads the chunk.</param>
/// <param name="syncs">Progress.</param>
/// <param name="transactions">The rows.</param>
/// <param name="intents">The intents.</param>
/// <param name="history">In which syncs a transaction was.</param>
public sealed class ChunkPreparation(
    SyncWork work, ISyncStore syncs, ISyncTransactionStore transactions, IPushIntentStore intents, ITransactionHistory history)
{
    /// <summary>Prepares the chunk.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ConnectorException">The reference data could not be read.</exception>
    public async Task<PreparedChunk> PrepareAsync(SyncRequestV1 request, int chunk, CancellationToken cancellationToken)
    {
        var loaded = await work.LoadAsync(request, chunk, cancellationToken);
        var (company, sync) = (loaded.Sync.Company, loaded.Sync.Id);
        var settled = await SettledRowsAsync(loaded, cancellationToken);
        var decisions = await DecideAsync(loaded, settled, cancellationToken);
        var kept = await KeepIntentsAsync(loaded, decisions, cancellationToken);
        var rows = loaded.Transactions
            .Select((t, i) => settled.GetValueOrDefault(t.Id) ?? RowOf(WantedOf(loaded, t, i), t, decisions[t.Id], kept.GetValueOrDefault(t.Id)))
            .ToList();
        await history.AddAsync(loaded.Sync, [.. loaded.Transactions.Select(t => t.Id)], cancellationToken);
        await transactions.SaveAsync(company, sync, rows, cancellationToken);
        await syncs.SetProgressAsync(company, sync, chunk, SyncCounts.Of(rows), cancellationToken);
        return Summarize(rows, decisions, kept, loaded);
    }

    // A retry touches failed items only (codat-contract §4.1 rule 7): what is in the ledger keeps its row.
    private async Task<Dictionary<TransactionId, SyncTransaction>> SettledRowsAsync(ChunkWork loaded, CancellationToken cancellationToken)
    {
        if (loaded.Sync.Attempt == 0)
        {
            return [];
        }

        var rows = await transactions.ListAsync(
            loaded.Sync.Company, loaded.Sync.Id, loaded.Chunk.FirstRow, loaded.Chunk.Count, cancellationToken);
        return rows.Where(r => r.Status == TransactionStatus.Completed).ToDictionary(r => r.TransactionId);
    }

    private async Task<Dictionary<TransactionId, PostingDecision>> DecideAsync(
        ChunkWork loaded, Dictionary<TransactionId, SyncTransaction> settled, CancellationToken cancellationToken)
    {
        var context = await work.PostingContextAsync(loaded, cancellationToken);
        return loaded.Transactions
            .Where(t => !settled.ContainsKey(t.Id))
            .ToDictionary(t => t.Id, t => PostingRules.Decide(t, context));
    }

    private async Task<IReadOnlyDictionary<TransactionId, PushIntent>> KeepIntentsAsync(
        ChunkWork loaded, Dictionary<TransactionId, PostingDecision> decisions, CancellationToken cancellationToken)
    {
        var wanted = loaded.Transactions
            .Select((t, i) => WantedOf(loaded, t, i))
            .Where(intent => decisions.TryGetValue(intent.TransactionId, out var decision) && decision.Item is not null)
            .ToList();
        if (wanted.Count == 0)
        {
            return new Dictionary<TransactionId, PushIntent>();
        }

        if (loaded.Sync.Attempt == 0 && wanted.TrueForAll(i => i.Operation == PushOperationKind.Create))
        {
            try
            {
                return (await intents.SaveAsync(wanted, cancellationToken)).ToDictionary(i => i.TransactionId);
            }
            catch (ConcurrencyConflictException)
            {
                // Some of them are known: an earlier sync, or this very step run before. Below each is looked at by itself.
            }
        }

        return await TakeOverAsync(loaded, wanted, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<TransactionId, PushIntent>> TakeOverAsync(
        ChunkWork loaded, List<PushIntent> wanted, CancellationToken cancellationToken)
    {
        var known = await intents.FindAsync(loaded.Sync.Company, [.. wanted.Select(i => i.TransactionId)], cancellationToken);
        var result = new Dictionary<TransactionId, PushIntent>(known);
        var changed = wanted.Select(w => PushIntentClaims.Claim(known.GetValueOrDefault(w.TransactionId), w)).OfType<PushIntent>().ToList();
        if (changed.Count > 0)
        {
            foreach (var saved in await intents.SaveAsync(changed, cancellationToken))
            {
                result[saved.TransactionId] = saved;
            }
        }

        return result;
    }

    private static PushIntent WantedOf(ChunkWork loaded, LedgerTransaction transaction, int index) =>
        PushIntent.Of(
            loaded.Sync.Company,
            loaded.Connection.Id,
            transaction,
            loaded.Sync.Id,
            loaded.Chunk.FirstRow + index,
            loaded.Connector.Capabilities.Drafts);

    private static SyncTransaction RowOf(PushIntent wanted, LedgerTransaction transaction, PostingDecision decision, PushIntent? intent)
    {
        var row = PushRows.Pending(wanted.Number, transaction) with { Status = TransactionStatus.ValidationError };
        if (decision.Item is null)
        {
            return row with { Message = decision.Message() };
        }

        if (PushIntentClaims.IsDuplicate(intent, wanted))
        {
            return row with { Message = Refusals.PreviouslyProcessed([transaction.Id]) };
        }

        if (PushIntentClaims.IsUndecided(intent, wanted))
        {
            return row with
            {
                Status = intent!.Sync == wanted.Sync ? TransactionStatus.Unknown : TransactionStatus.ValidationError,
                Message = Refusals.Undecided(intent, wanted.Connection),
            };
        }

        return intent switch
        {
            null => row with { Message = $"Transaction {transaction.Id} is not in the ledger, so it cannot be updated." },
            _ when intent.Number != wanted.Number => row with { Message = $"Transaction {transaction.Id} is in this sync more than once." },
            { State: PushIntentState.Completed } => PushRows.Of(intent),
            _ when intent.Connection != wanted.Connection => row with { Message = Refusals.InAnotherLedger(transaction.Id) },
            _ => row with { Status = TransactionStatus.Pending },
        };
    }

    private static PreparedChunk Summarize(
        List<SyncTransaction> rows,
        Dictionary<TransactionId, PostingDecision> decisions,
        IReadOnlyDictionary<TransactionId, PushIntent> kept,
        ChunkWork loaded)
    {
        var batchSize = loaded.Connector.Capabilities.BatchSize;
        var duplicates = loaded.Transactions
            .Select((transaction, i) => WantedOf(loaded, transaction, i))
            .Where(wanted => PushIntentClaims.IsDuplicate(kept.GetValueOrDefault(wanted.TransactionId), wanted))
            .Select(wanted => wanted.TransactionId)
            .ToList();
        var configuration = decisions.Values.FirstOrDefault(d => d.IsConfigurationProblem);
        var message = duplicates.Count > 0
            ? Refusals.PreviouslyProcessed(duplicates.Take(20))
            : configuration?.Message() ?? rows.FirstOrDefault(r => r.Status is TransactionStatus.ValidationError or TransactionStatus.Unknown)?.Message ?? "";
        return new PreparedChunk(
            rows.Count(r => r.Status == TransactionStatus.Pending),
            duplicates.Count,
            decisions.Values.Count(d => d.IsConfigurationProblem),
            message.Length <= 1000 ? message : message[..1000],
            (rows.Count + batchSize - 1) / batchSize);
    }
}

/// <summary>What preparing a chunk found.</summary>
/// <param name="Ready">Transactions that may be pushed.</param>
/// <param name="Duplicates">Transactions that are in the ledger already, through another sync.</param>
/// <param name="ConfigurationErrors">Transactions that miss a value on both levels.</param>
/// <param name="Message">The first error; empty when there was none.</param>
/// <param name="Batches">How many requests it needs: the last chunk of a sync is seldom full.</param>
public sealed record PreparedChunk(int Ready, int Duplicates, int ConfigurationErrors, string Message, int Batches);
