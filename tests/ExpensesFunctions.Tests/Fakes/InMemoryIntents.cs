using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryIntents(StoreLog log) : IPushIntentStore
{
    private readonly ConcurrentDictionary<(CompanyKey, TransactionId), PushIntent> _intents = new();

    public Task<IReadOnlyDictionary<TransactionId, PushIntent>> FindAsync(
        CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<TransactionId, PushIntent>>(transactions
            .Where(id => _intents.ContainsKey((company, id)))
            .ToDictionary(id => id, id => _intents[(company, id)]));

    public Task<IReadOnlyList<PushIntent>> SaveAsync(IReadOnlyList<PushIntent> intents, CancellationToken cancellationToken = default)
    {
        foreach (var intent in intents)
        {
            log.Note($"intent {intent.TransactionId}");
            _intents[(intent.Company, intent.TransactionId)] = intent;
        }

        return Task.FromResult(intents);
    }

    public async IAsyncEnumerable<SyncedContent> ListContentAsync(
        CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var intent in _intents.Values.Where(one => one.Company == company && one.Content is not null))
        {
            yield return new SyncedContent(intent.TransactionId, intent.Content!, intent.Sync, intent.State);
        }
    }
}
