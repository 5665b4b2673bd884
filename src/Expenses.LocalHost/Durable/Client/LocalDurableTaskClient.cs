using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>The client of the engine in the same process, with the answers of the Functions host (durable-semantics §8-§10).</summary>
internal sealed partial class LocalDurableTaskClient(
    OrchestrationServices services, StorePool stores, ICommitQueue commits, InstanceWaiters waiters, TimeProvider time)
    : DurableTaskClient("local")
{
    private readonly LocalEntityClient _entities = new(services.Options, stores, commits, time);

    public override DurableEntityClient Entities => _entities;

    private DataConverter Converter => services.Options.Converter;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var instanceId = options?.InstanceId ?? services.Options.NewId().ToString("N");
        InstanceIds.Check(instanceId);
        if (!services.Functions.HasOrchestrator(orchestratorName.Name))
        {
            throw new InvalidOperationException(
                $"Failed to start instance with ID {instanceId}: {MissingFunction.Failure(orchestratorName.Name, "orchestrator").ErrorMessage}");
        }

        var started = new ExecutionStarted
        {
            Timestamp = Now,
            Name = orchestratorName.Name,
            Version = services.Options.Versions.OfStart(options?.Version),
            Input = Converter.Serialize(input),
            ExecutionId = services.Options.NewId().ToString("N"),
            Tags = options?.Tags,
            ScheduledStart = options?.StartAt?.UtcDateTime,
        };
        await StartAsync(new InstanceStart(instanceId, started), InstanceReuse.From(options?.DedupeStatuses));
        return instanceId;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var message = new EventRaised(eventName, Converter.Serialize(eventPayload)) { Timestamp = Now };
        using var span = DurableTrace.RaiseEvent(eventName, instanceId);
        await SendAsync(instanceId, message, "raise event for", status => !InstanceRow.IsTerminalStatus(status), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var message = new ExecutionTerminated(Converter.Serialize(options?.Output)) { Timestamp = Now };
        return SendAsync(instanceId, message, "terminate", status => !InstanceRow.IsTerminalStatus(status), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(
            instanceId,
            new ExecutionSuspended(reason) { Timestamp = Now },
            "suspend",
            status => status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending,
            cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(
            instanceId,
            new ExecutionResumed(reason) { Timestamp = Now },
            "resume",
            status => status == OrchestrationRuntimeStatus.Suspended,
            cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var row = stores.Read(store => store.FindInstance(instanceId))
            ?? throw new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
        var started = new ExecutionStarted
        {
            Timestamp = Now,
            Name = row.Name,
            Version = row.Version,
            Input = row.Input,
            ExecutionId = services.Options.NewId().ToString("N"),
            Tags = row.Tags,
        };
        var newId = restartWithNewInstanceId ? services.Options.NewId().ToString("N") : instanceId;
        await StartAsync(new InstanceStart(newId, started), InstanceStart.WhenEnded);
        return newId;
    }

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var commit = new RewindCommit(instanceId, reason, Now);
        await commits.CommitAsync(commit);
        commit.ThrowIfRefused();
    }

    // The engine owns what the client uses.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(InstanceStart start, Func<OrchestrationRuntimeStatus, bool> mayReplace)
    {
        using var span = DurableTrace.Create(start.Event.Name, start.Event.Version, start.InstanceId, start.Event.ExecutionId);
        if (span is not null)
        {
            start = start with { Event = start.Event with { TraceParent = span.Id } };
        }

        var commit = new StartCommit(start, Now, mayReplace);
        await commits.CommitAsync(commit);
        commit.ThrowIfRefused();
    }

    private async Task SendAsync(
        string instanceId, HistoryEvent message, string verb, Func<OrchestrationRuntimeStatus, bool> allowed, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var commit = new MessageCommit(instanceId, message, verb, allowed);
        await commits.CommitAsync(commit);
        commit.ThrowIfRefused();
    }
}
