using System.Collections.Concurrent;
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
}
