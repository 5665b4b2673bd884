using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Core.Companies;

namespace Expenses.Connectors.Sandbox.Ledger.Operations;

/// <summary>
/// Pushes that are accepted now and carried out later. Carrying one out twice, or two that hold the same documents,
/// books each key once: the outcome of a key that has a journal is that journal.
/// </summary>
internal sealed class PushOperations(PushOperationStore store, JournalPosting posting, SandboxOptions options)
{
    /// <summary>
    /// Accepts documents. Every acceptance is an operation of its own, the same documents included: a stored refusal must
    /// not answer a later try.
    /// </summary>
    public async Task<string> AcceptAsync(Connection connection, IReadOnlyList<PostingRequest> requests, CancellationToken cancellationToken)
    {
        var operation = new SandboxPushOperationV1(
            connection.Company.Client.Value, connection.Company.Company.Value, connection.Id.Value, Guid.NewGuid().ToString("N"));
        await store.AddAsync(LedgerName.Of(connection), operation, requests, options.CompletionDelay, cancellationToken);
        return operation.PushOperationKey;
    }

    public async Task<IReadOnlyList<PostingOutcome>?> FindAsync(LedgerName ledger, string key, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(ledger, key, cancellationToken)
            ?? throw new LedgerException(LedgerError.BadRequest, "unknown_push_operation", $"Push operation {key} does not exist.");
        return PushOperationStore.Outcomes(row);
    }

    /// <summary>Carries an operation out.</summary>
    /// <returns>False when there is no such operation.</returns>
    public async Task<bool> CompleteAsync(LedgerSession session, string key, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(session.Name, key, cancellationToken);
        if (row is null)
        {
            return false;
        }

        if (PushOperationStore.Outcomes(row) is null)
        {
            var requests = await store.ReadRequestsAsync(session.Name, key, cancellationToken);
            var outcomes = await posting.PostAsync(session, requests, cancellationToken);
            await store.TryCompleteAsync(row, outcomes, cancellationToken);
        }

        return true;
    }
}
