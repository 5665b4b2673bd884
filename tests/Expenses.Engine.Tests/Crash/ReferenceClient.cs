using DurableTask.Core.Exceptions;
using Expenses.Engine.Tests.Support;
using Expenses.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Crash;

/// <summary>
/// What somebody outside asks of the reference workload, call by call. It outlives the process with the engine: a call
/// whose answer the death swallowed is made again afterwards, so every one of them has to bear that.
/// </summary>
internal sealed class ReferenceClient
{
    private static readonly string[] AnyStatus = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated"];

    private readonly List<Func<Task>> _calls;
    private readonly ReferenceFunctions _functions = new();
    private readonly List<string> _seen = [];
    private TestEngine _engine = null!;
    private DyingProcess? _process;
    private int _done;

    public ReferenceClient() => _calls =
    [
        () => StartAsync("collector", "Collector"),
        () => StartAsync("main", "Main", 0, new StartOrchestrationOptions
        {
            Version = new TaskVersion("1.5"),
            Tags = new Dictionary<string, string> { ["team"] = "blue" },
        }),
        () => StartAsync("carrier", "Carrier"),
        () => Client.RaiseEventAsync("carrier", "item", 1),
        () => Client.RaiseEventAsync("carrier", "item", 2),
        () => StartAsync("later", "Reused", 3, new StartOrchestrationOptions(StartAt: _engine.Time.GetUtcNow().AddMinutes(90))),
        () => Client.Entities.SignalEntityAsync(ReferenceFunctions.Other, "begin", null, new SignalEntityOptions { SignalTime = _engine.Time.GetUtcNow().AddMinutes(5) }),
        .. PauseAndResume(), .. Terminate(), .. PurgeOne(), .. Reuse(), .. Rewind(),
        () => UnlessDoneAsync(() => Client.RaiseEventAsync("carrier", "item", 3)),
        .. new[] { "main", "collector", "carrier", "later", "begun" }.Select(id => Until(id, OrchestrationRuntimeStatus.Completed)),
        () => IgnoreAlreadyThereAsync(() => Client.RestartAsync("later")),
        Until("later", OrchestrationRuntimeStatus.Completed),
        () => Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(DateTimeOffset.MinValue, null, [OrchestrationRuntimeStatus.Terminated])),
        // Signals for later are under way: the outcome is what there is when all of them have arrived.
        () => UntilAsync(() => Task.FromResult(_engine.IsOver)),
    ];

    private DurableTaskClient Client => _engine.Client;

    public TestFunctions Functions() => _functions.Build();

    /// <summary>Goes on where it was; false when the process died on the way.</summary>
    public async Task<bool> RunAsync(TestEngine engine, DyingProcess? process)
    {
        (_engine, _process) = (engine, process);
        try
        {
            for (; _done < _calls.Count; _done++)
            {
                await _calls[_done]();
            }

            return true;
        }
        catch (ProcessDiedException)
        {
            return false;
        }
    }

    /// <summary>Everything a client can see in the end, and what was seen of instances that are gone.</summary>
    public async Task<string> OutcomeAsync()
    {
        var lines = new List<string>(_seen);
        await foreach (var instance in Client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true }))
        {
            lines.Add($"{instance.InstanceId} {instance.Name} {instance.RuntimeStatus} {instance.SerializedInput} {instance.SerializedOutput} "
                + $"{instance.SerializedCustomStatus} {instance.FailureDetails?.ErrorMessage} {string.Join(',', instance.Tags)}");
        }

        await foreach (var entity in Client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }))
        {
            lines.Add($"{entity.Id} {entity.State.Value} locked by {entity.LockedBy ?? "nobody"}");
        }

        return string.Join('\n', lines);
    }

    private IEnumerable<Func<Task>> PauseAndResume() =>
    [
        () => StartAsync("pausable", "Pausable"),
        () => UntilAsync(async () => (await FindAsync("pausable"))?.SerializedCustomStatus == "\"ready\""),
        () => UnlessDoneAsync(() => Client.SuspendInstanceAsync("pausable")),
        Until("pausable", OrchestrationRuntimeStatus.Suspended),
        () => Client.RaiseEventAsync("pausable", "go", 21),
        () => UntilAsync(() => Task.FromResult(_engine.Engine.IsIdle)),
        () => UnlessDoneAsync(() => Client.ResumeInstanceAsync("pausable")),
        Until("pausable", OrchestrationRuntimeStatus.Completed),
    ];

    private IEnumerable<Func<Task>> Terminate() =>
    [
        () => StartAsync("doomed", "Doomed"),
        Until("doomed-kid", OrchestrationRuntimeStatus.Running),
        .. new[] { "doomed", "doomed-kid" }.SelectMany(id => new[]
        {
            () => UnlessDoneAsync(() => Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("bye", Recursive: true))),
            Until(id, OrchestrationRuntimeStatus.Terminated),
        }),
        async () => _seen.Add($"doomed: {(await FindAsync("doomed"))!.SerializedOutput}"),
    ];

    private IEnumerable<Func<Task>> PurgeOne() =>
    [
        () => StartAsync("waste", "Child", 1),
        Until("waste", OrchestrationRuntimeStatus.Completed),
        () => Client.PurgeInstanceAsync("waste"),
    ];

    private IEnumerable<Func<Task>> Reuse() =>
    [
        () => StartAsync("reused", "Reused", 1),
        Until("reused", OrchestrationRuntimeStatus.Completed),
        () => IgnoreAlreadyThereAsync(() => Client.ScheduleNewOrchestrationInstanceAsync("Reused", 2, new StartOrchestrationOptions("reused"))),
        () => UntilAsync(async () => (await FindAsync("reused"))!.SerializedOutput == "4"),
        () => StartAsync("replaced", "Reused", 0),
        Until("replaced", OrchestrationRuntimeStatus.Running),
        () => Client.ScheduleNewOrchestrationInstanceAsync("Reused", 5, new StartOrchestrationOptions("replaced") { DedupeStatuses = [] }),
        Until("replaced", OrchestrationRuntimeStatus.Completed),
    ];

    private IEnumerable<Func<Task>> Rewind() =>
    [
        () => StartAsync("fragile", "Fragile"),
        Until("fragile", OrchestrationRuntimeStatus.Failed),
        () =>
        {
            _functions.IsMended = true;
            return UnlessDoneAsync(() => Client.RewindInstanceAsync("fragile", "mended"));
        },
        Until("fragile", OrchestrationRuntimeStatus.Completed),
    ];

    private Task StartAsync(string id, string name, int? input = null, StartOrchestrationOptions? options = null)
        => IgnoreAlreadyThereAsync(() => Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, (options ?? new StartOrchestrationOptions()) with { InstanceId = id, DedupeStatuses = AnyStatus }));

    /// <summary>The call before the death has been carried out.</summary>
    private static async Task IgnoreAlreadyThereAsync(Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return;
        }
    }

    /// <summary>
    /// The same for calls that the instance's status refuses once they have been carried out. What comes next waits for the
    /// status they lead to.
    /// </summary>
    private static async Task UnlessDoneAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (InvalidOperationException)
        {
            return;
        }
    }

    private Func<Task> Until(string id, OrchestrationRuntimeStatus status) => () => UntilAsync(async () => await StatusAsync(id) == status);

    private async Task<OrchestrationRuntimeStatus?> StatusAsync(string id) => (await FindAsync(id))?.RuntimeStatus;

    private Task<OrchestrationMetadata?> FindAsync(string id) => Client.GetInstanceAsync(id, getInputsAndOutputs: true);

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Eventually.DefaultDeadline);
        while (true)
        {
            // Seen before the condition is: what was under way has shown in it, and time passes only without it.
            var isIdle = _engine.Engine.IsIdle;
            if (await condition())
            {
                return;
            }

            deadline.Token.ThrowIfCancellationRequested();
            if (_process is { Died: true })
            {
                throw new ProcessDiedException();
            }

            if (isIdle)
            {
                _engine.JumpIfIdle();
            }
            else
            {
                // The engine's own threads need the cores more than this loop does.
                await Task.Delay(1, deadline.Token);
            }
        }
    }
}
