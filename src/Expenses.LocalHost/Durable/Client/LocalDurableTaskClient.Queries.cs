using System.Runtime.CompilerServices;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using CoreHistoryEvent = DurableTask.Core.History.HistoryEvent;

namespace Expenses.LocalHost.Durable.Client;

internal sealed partial class LocalDurableTaskClient
{
    private const int PurgePage = 100;

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var row = stores.Read(store => store.FindInstance(instanceId));
        return Task.FromResult(row is null ? null : Describe(row, getInputsAndOutputs));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, status => status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, InstanceRow.IsTerminalStatus, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        if (query.InstanceIdPrefix is { } prefix && prefix.StartsWith('@'))
        {
            throw new ArgumentException("Entities are not orchestrations: ask the entity client.", nameof(filter));
        }

        var where = InstanceFilter.Of(query.CreatedFrom, query.CreatedTo, query.Statuses, query.InstanceIdPrefix);
        return Pageable.Create<OrchestrationMetadata>((token, sizeHint, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var size = sizeHint ?? query.PageSize;
            var rows = stores.Read(store => store.QueryInstances(where, token ?? query.ContinuationToken ?? string.Empty, size));
            var values = rows.ConvertAll(row => Describe(row, query.FetchInputsAndOutputs));
            return Task.FromResult(new Page<OrchestrationMetadata>(values, rows.Count < size ? null : rows[^1].Id));
        });
    }

    /// <summary>Ended instances unless other statuses are asked for; the time is that of the last change.</summary>
    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = 100,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var statuses = runtimeStatus
            ?? [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        var where = InstanceFilter.Of(completedTimeFrom, completedTimeTo, statuses);
        var ids = stores.Read(store => store.QueryIds(where, lastInstanceKey ?? string.Empty, pageSize));
        return Task.FromResult(new Page<string>(ids, ids.Count < pageSize ? null : ids[^1]));
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return new PurgeResult(await PurgeAsync([instanceId], endedOnly: false));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var where = InstanceFilter.Of(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        var purged = 0;
        var after = string.Empty;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = stores.Read(store => store.QueryInstances(where, after, PurgePage));
            if (rows.Count == 0)
            {
                return new PurgeResult(purged, isComplete: true);
            }

            after = rows[^1].Id;
            purged += await PurgeAsync(rows.ConvertAll(row => row.Id), endedOnly: true);
        }
    }

    public override Task<IList<CoreHistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (row, events) = stores.Read(store => (store.FindInstance(instanceId), store.ReadHistory(instanceId)));
        if (row is null)
        {
            throw new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
        }

        return Task.FromResult<IList<CoreHistoryEvent>>(events.ConvertAll(value => HistoryView.Of(value, instanceId)));
    }

    private async Task<int> PurgeAsync(IReadOnlyList<string> instanceIds, bool endedOnly)
    {
        var commit = new PurgeCommit(instanceIds, endedOnly);
        await commits.CommitAsync(commit);
        return commit.Purged;
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationRuntimeStatus, bool> until, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        while (true)
        {
            await waiters.WaitAsync(instanceId, until, () => stores.Read(store => store.FindStatus(instanceId)), cancellation);
            // Between the status and this read it may have been replaced or purged: then the wait goes on.
            if (stores.Read(store => store.FindInstance(instanceId)) is { } row && until(row.Status))
            {
                return Describe(row, getInputsAndOutputs);
            }
        }
    }

    private OrchestrationMetadata Describe(InstanceRow row, bool full) => new(row.Name, row.Id)
    {
        RuntimeStatus = row.Status,
        CreatedAt = new DateTimeOffset(row.Created),
        LastUpdatedAt = new DateTimeOffset(row.Updated),
        Tags = row.Tags ?? new Dictionary<string, string>(StringComparer.Ordinal),
        SerializedInput = full ? row.Input : null,
        SerializedOutput = full ? row.Output : null,
        SerializedCustomStatus = full ? row.CustomStatus : null,
        FailureDetails = full ? row.Failure?.ToDetails() : null,
        DataConverter = full ? Converter : null,
    };
}
