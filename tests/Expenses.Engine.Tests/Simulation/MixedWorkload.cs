using Expenses.Engine.Tests.Support;
using Expenses.Simulation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Simulation;

/// <summary>
/// Orders that use what an orchestration has, in a way that the outcome is the same in whatever order things happen:
/// fan-outs, children, retries, activities that wait, timers, time-outs, events, signals, locks, two generations.
/// </summary>
internal static class MixedWorkload
{
    private const int Orders = 2;
    private const int Generations = 2;

    private static readonly EntityInstanceId Left = new("account", "left");
    private static readonly EntityInstanceId Right = new("account", "right");
    private static readonly EntityInstanceId Done = new("account", "done");

    private static IEnumerable<string> OrderIds => Enumerable.Range(0, Orders).Select(i => $"order-{i}");

    public static TestFunctions Functions(TimeProvider time) => new TestFunctions()
        .Entity<AccountEntity>("account")
        .Activity<int, int>("Square", value => value * value)
        .Activity<int, int>("Refuse", _ => throw new InvalidOperationException("never"))
        .Activity<string, string>("Print", async (text, cancellation) =>
        {
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMinutes(7), time, cancellation);
            return $"printed {text}";
        })
        .Orchestrator("Part", async context => await context.CallActivityAsync<string>("Print", context.GetInput<string>()))
        .Orchestrator("Order", OrderAsync)
        .Orchestrator("Starter", StartOrders)
        .Orchestrator("Collector", CollectAsync)
        .Orchestrator("Late", context => context.Entities.SignalEntityAsync(Done, "add", 1))
        .Orchestrator("Passing", context => context.CallSubOrchestratorAsync("Part", "passing", new SubOrchestrationOptions(instanceId: "passing-part")))
        .Orchestrator("Victim", async context =>
        {
            await using var section = await context.Entities.LockEntitiesAsync(Left, Right);
            await context.WaitForExternalEvent<int>("never");
        });

    public static async Task StartAsync(DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Collector", null, new StartOrchestrationOptions("collector"));
        foreach (var id in OrderIds)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Order", new State(0, 0), new StartOrchestrationOptions(id));
        }

        await client.ScheduleNewOrchestrationInstanceAsync("Starter", null, new StartOrchestrationOptions("starter"));
    }

    /// <summary>
    /// Who calls from outside, whenever: events, a suspension and its resume, a start that may happen once, signals, and
    /// instances that are terminated with locks in their hands or purged while they run.
    /// </summary>
    public static void AddClients(DeterministicEngine engine)
    {
        engine.AddClient("caller", [.. Enumerable.Range(0, Generations).SelectMany(generation => OrderIds.Select(id =>
            ClientCall.Of($"raise extra-{generation} on {id}", client => client.RaiseEventAsync(id, $"extra-{generation}", 7))))]);
        engine.AddClient("operator", [.. OrderIds.SelectMany(id => new[]
        {
            ClientCall.Of($"suspend {id}", client => client.SuspendInstanceAsync(id)),
            new ClientCall($"resume {id}", client => ResumeAsync(client, id)),
        })]);
        engine.AddClient(
            "hunter",
            Start("Victim", "victim"),
            ClientCall.Of("suspend victim", client => client.SuspendInstanceAsync("victim")),
            ClientCall.Of("terminate victim", client => client.TerminateInstanceAsync("victim", "caught")));
        engine.AddClient("starter", Start("Late", "late"), Start("Late", "late"), ClientCall.Of("signal done", client => client.Entities.SignalEntityAsync(Done, "add", 10)));
        engine.AddClient("cleaner", Start("Passing", "passing"), Purge("passing"), Start("Passing", "passing"), Purge("passing"));
    }

    public static async Task<string> OutcomeAsync(DurableTaskClient client)
    {
        var lines = new List<string>();
        foreach (var id in OrderIds.Concat(["collector", "starter", "late", "victim", "passing"]))
        {
            var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true);
            lines.Add(instance is null ? $"{id} is gone" : $"{id} {instance.RuntimeStatus} {instance.SerializedOutput} {instance.SerializedCustomStatus}");
        }

        foreach (var account in new[] { Left, Right, Done })
        {
            var entity = (await client.Entities.GetEntityAsync<int>(account))!;
            lines.Add($"{account} {entity.State} locked by {entity.LockedBy ?? "nobody"}");
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> OrderAsync(TaskOrchestrationContext context)
    {
        var state = context.GetInput<State>()!;
        var extra = context.WaitForExternalEvent<int>($"extra-{state.Generation}");
        var part = context.CallSubOrchestratorAsync<string>(
            "Part", $"{state.Generation}", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-part-{state.Generation}"));
        var squares = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => context.CallActivityAsync<int>("Square", i)));
        await MoveAsync(context);
        var missed = await MissAsync(context, state.Generation) + await FailAsync(context);
        var go = await context.WaitForExternalEvent<int>($"go-{state.Generation}");
        var total = state.Total + squares.Sum() + missed + go + await extra;
        context.SetCustomStatus($"{await part}, {total}");
        await context.Entities.SignalEntityAsync(Done, "add", 1);
        if (state.Generation + 1 < Generations)
        {
            context.ContinueAsNew(new State(state.Generation + 1, total));
            return string.Empty;
        }

        context.SendEvent("collector", "done", context.InstanceId);
        return $"{total}";
    }

    /// <summary>One that exists stays as it is.</summary>
    private static ClientCall Start(string name, string id) => ClientCall.Of($"start {id}", client => client.ScheduleNewOrchestrationInstanceAsync(
        name,
        null,
        new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses])));

    private static ClientCall Purge(string id) => new($"purge {id}", async client => (await client.PurgeInstanceAsync(id)).PurgedInstanceCount == 1);

    /// <summary>As long as the suspension has not been heard it is too early; after the end it is too late.</summary>
    private static async Task<bool> ResumeAsync(DurableTaskClient client, string id)
    {
        var status = (await client.GetInstanceAsync(id))!.RuntimeStatus;
        if (status == OrchestrationRuntimeStatus.Suspended)
        {
            await client.ResumeInstanceAsync(id);
        }

        return status is not (OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending);
    }

    private static async Task MoveAsync(TaskOrchestrationContext context)
    {
        await using var section = await context.Entities.LockEntitiesAsync(Left, Right);
        var before = await context.Entities.CallEntityAsync<int>(Left, "read") + await context.Entities.CallEntityAsync<int>(Right, "read");
        await context.Entities.CallEntityAsync(Left, "add", -5);
        await context.Entities.CallEntityAsync(Right, "add", 5);
        if (before != 0)
        {
            throw new InvalidOperationException($"Somebody came in between: {before}.");
        }
    }

    private static async Task<int> MissAsync(TaskOrchestrationContext context, int generation)
    {
        try
        {
            return await context.WaitForExternalEvent<int>($"never-{generation}", TimeSpan.FromHours(2));
        }
        catch (TaskCanceledException)
        {
            return 100;
        }
    }

    private static async Task<int> FailAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<int>("Refuse", 1, new TaskOptions(new RetryPolicy(2, TimeSpan.FromMinutes(1))));
        }
        catch (TaskFailedException)
        {
            return 1000;
        }
    }

    private static async Task StartOrders(TaskOrchestrationContext context)
    {
        for (var generation = 0; generation < Generations; generation++)
        {
            foreach (var id in OrderIds)
            {
                context.SendEvent(id, $"go-{generation}", generation);
            }

            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        }
    }

    private static async Task<string> CollectAsync(TaskOrchestrationContext context)
    {
        var seen = new List<string>();
        while (seen.Count < Orders)
        {
            seen.Add(await context.WaitForExternalEvent<string>("done"));
        }

        return string.Join(' ', seen.Order(StringComparer.Ordinal));
    }

    private sealed record State(int Generation, int Total);

    private sealed class AccountEntity : TaskEntity<int>
    {
        public void Add(int amount) => State += amount;

        public int Read() => State;
    }
}
