using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryRecords(StoreLog log) : IPullOperationStore, IReferenceDataStore, ICompanyRecords, IRecordPushStore
{
    private readonly ConcurrentDictionary<(CompanyKey, PullOperationId), PullOperation> _pulls = new();
    private readonly ConcurrentDictionary<(CompanyKey, ConnectionId, string), DataTypeState> _states = new();
    private readonly ConcurrentDictionary<(CompanyKey, ConnectionId), ReferenceData> _data = new();
    private readonly ConcurrentDictionary<(CompanyKey, RecordPushId), RecordPush> _pushes = new();

    public Task<IReadOnlyList<DataTypeState>> ListStatesAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DataTypeState>>(
            [.. _states.Where(one => one.Key.Item1 == company && one.Key.Item2 == connection).Select(one => one.Value)]);

    /// <summary>Where committed events go.</summary>
    public Action<PublishedEvent> Tell { get; set; } = _ => { };

    public Task SaveAsync(
        IReadOnlyList<PullOperation> operations,
        IReadOnlyList<DataTypeState> states,
        IReadOnlyList<PublishedEvent> told,
        CancellationToken cancellationToken = default)
    {
        foreach (var operation in operations)
        {
            log.Note($"pull {operation.Id}");
            _pulls[(operation.Company, operation.Id)] = operation;
            _states.AddOrUpdate(
                (operation.Company, operation.Connection, operation.DataType),
                _ => new DataTypeState(operation.DataType).After(operation),
                (_, state) => state.After(operation));
        }

        TellAll(told);
        return Task.CompletedTask;
    }

    public Task<PullOperation?> FindAsync(CompanyKey company, PullOperationId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_pulls.GetValueOrDefault((company, id)));

    public async IAsyncEnumerable<PullOperation> ListAsync(CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var operation in _pulls.Values.Where(one => one.Company == company).OrderByDescending(one => one.Requested))
        {
            yield return operation;
        }
    }

    public Task<ReferenceData?> FindAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default) =>
        Task.FromResult(_data.GetValueOrDefault((company, connection)));

    public Task SaveAsync(CompanyKey company, ConnectionId connection, ReferenceData data, CancellationToken cancellationToken = default)
    {
        _data[(company, connection)] = data;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default)
    {
        _data.TryRemove((company, connection), out _);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        log.Note($"records of {company} forgotten");
        foreach (var key in _pulls.Keys.Where(key => key.Item1 == company))
        {
            _pulls.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }

    public Task AddAsync(RecordPush push, CancellationToken cancellationToken = default)
    {
        log.Note($"push {push.Id}");
        _pushes[(push.Company, push.Id)] = push;
        return Task.CompletedTask;
    }

    public async Task UpdateAsync(RecordPush push, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        await AddAsync(push, cancellationToken);
        TellAll(told);
    }

    public Task<RecordPush?> FindAsync(CompanyKey company, RecordPushId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_pushes.GetValueOrDefault((company, id)));

    async IAsyncEnumerable<RecordPush> IRecordPushStore.ListAsync(CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var push in _pushes.Values.Where(one => one.Company == company).OrderByDescending(one => one.Requested))
        {
            yield return push;
        }
    }

    public async Task<Slice<PullOperation>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default)
    {
        var all = await ListAsync(company, cancellationToken).ToListAsync(cancellationToken);
        return new Slice<PullOperation>([.. all.Skip(first).Take(count)], all.Count);
    }

    async Task<Slice<RecordPush>> IRecordPushStore.PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken)
    {
        var all = await ((IRecordPushStore)this).ListAsync(company, cancellationToken).ToListAsync(cancellationToken);
        return new Slice<RecordPush>([.. all.Skip(first).Take(count)], all.Count);
    }

    private void TellAll(IReadOnlyList<PublishedEvent> told)
    {
        foreach (var one in told)
        {
            Tell(one);
        }
    }
}
