using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>Signals and reads entities (durable-semantics §11).</summary>
internal sealed class LocalEntityClient(DurableEngineOptions engine, StorePool stores, ICommitQueue commits, TimeProvider time)
    : DurableEntityClient("local")
{
    public override async Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        cancellation.ThrowIfCancellationRequested();
        using var span = DurableTrace.SignalEntity(id.Name, operationName, id.ToString());
        var signal = new EntityOperation(engine.NewId().ToString(), operationName, engine.Converter.Serialize(input))
        {
            IsSignal = true,
            TraceParent = span?.Id,
        };
        await commits.CommitAsync(new SignalCommit(id.ToString(), signal, options?.SignalTime?.UtcDateTime));
    }

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(id) is { } row ? Describe<T>(row, includeState) : null);
    }

    public override Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(id) is { } row ? Describe(row, includeState) : null);
    }

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null)
        => Pages(filter ?? new EntityQuery(), Describe);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null)
        => Pages(filter ?? new EntityQuery(), Describe<T>);

    /// <summary>Empty entities are removed by themselves; what remains is locks whose owners have ended.</summary>
    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!(request ?? CleanEntityStorageRequest.Default).ReleaseOrphanedLocks)
        {
            return default;
        }

        var orphans = stores.Read(store => store
            .QueryEntities("@", DateTime.MinValue, DateTime.MaxValue, transient: true, string.Empty, int.MaxValue)
            .Where(row => row.LockId is not null
                && InstanceRow.IsTerminalStatus(store.FindStatus(row.LockedBy!) ?? OrchestrationRuntimeStatus.Terminated))
            .ToList());
        foreach (var row in orphans)
        {
            await commits.CommitAsync(new SignalCommit(row.Id, new EntityUnlock(row.LockId!), due: null));
        }

        return new CleanEntityStorageResult { OrphanedLocksReleased = orphans.Count };
    }

    private EntityRow? Find(EntityInstanceId id)
        => stores.Read(store => store.FindEntity(id.ToString())) is { State: not null } row ? row : null;

    private AsyncPageable<TMetadata> Pages<TMetadata>(EntityQuery query, Func<EntityRow, bool, TMetadata> describe)
        where TMetadata : notnull
        => Pageable.Create<TMetadata>((token, sizeHint, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var size = sizeHint ?? query.PageSize ?? EntityQuery.DefaultPageSize;
            var rows = stores.Read(store => store.QueryEntities(
                query.InstanceIdStartsWith ?? "@",
                query.LastModifiedFrom?.UtcDateTime ?? DateTime.MinValue,
                query.LastModifiedTo?.UtcDateTime ?? time.GetUtcNow().UtcDateTime.AddDays(1),
                query.IncludeTransient,
                token ?? query.ContinuationToken ?? string.Empty,
                size));
            var values = rows.ConvertAll(row => describe(row, query.IncludeState));
            return Task.FromResult(new Page<TMetadata>(values, rows.Count < size ? null : rows[^1].Id));
        });

    private EntityMetadata Describe(EntityRow row, bool includeState)
        => new(EntityInstanceId.FromString(row.Id), includeState && row.State is not null ? new SerializedData(row.State, engine.Converter) : null)
        {
            LastModifiedTime = new DateTimeOffset(row.Modified),
            LockedBy = row.LockedBy,
            BacklogQueueSize = Backlog(row),
        };

    private EntityMetadata<T> Describe<T>(EntityRow row, bool includeState)
    {
        var id = EntityInstanceId.FromString(row.Id);
        var state = includeState && row.State is not null ? engine.Converter.Deserialize<T>(row.State) : default;
        return includeState && row.State is not null
            ? new EntityMetadata<T>(id, state) { LastModifiedTime = new DateTimeOffset(row.Modified), LockedBy = row.LockedBy, BacklogQueueSize = Backlog(row) }
            : new EntityMetadata<T>(id) { LastModifiedTime = new DateTimeOffset(row.Modified), LockedBy = row.LockedBy, BacklogQueueSize = Backlog(row) };
    }

    private int Backlog(EntityRow row) => stores.Read(store => store.CountInbox(row.Id));
}
