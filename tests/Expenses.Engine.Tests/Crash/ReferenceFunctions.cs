using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Crash;

/// <summary>The functions of the reference workload; together with its client they use every durable feature.</summary>
internal sealed class ReferenceFunctions
{
    public static readonly EntityInstanceId Sum = new("sum", "all");
    public static readonly EntityInstanceId Other = new("sum", "other");

    /// <summary>What a repair outside the engine changes: while false, the activity Fragile fails.</summary>
    public bool IsMended { get; set; }

    public TestFunctions Build() => new TestFunctions()
        .Entity<SumEntity>("sum")
        .Activity<int, int>("Double", value => value * 2)
        .Activity<int, int>("Boom", _ => throw new InvalidOperationException("always"))
        .Activity<int, int>("Fragile", value => IsMended ? value + 1 : throw new InvalidOperationException("not mended"))
        .Orchestrator("Child", async context => await context.CallActivityAsync<int>("Double", context.GetInput<int>()) + 1)
        .Orchestrator("FailingChild", context => context.CallActivityAsync("Boom", 2))
        .Orchestrator("Main", ReferenceMain.RunAsync)
        .Orchestrator("Collector", async context =>
            new[] { await context.WaitForExternalEvent<int>("done"), await context.WaitForExternalEvent<int>("done") })
        .Orchestrator("Carrier", CarryAsync)
        .Orchestrator("Pausable", async context =>
        {
            context.SetCustomStatus("ready");
            return await context.CallActivityAsync<int>("Double", await context.WaitForExternalEvent<int>("go"));
        })
        .Orchestrator("Doomed", context => context.CallSubOrchestratorAsync("Endless", 0, new SubOrchestrationOptions(instanceId: "doomed-kid")))
        .Orchestrator("Endless", context => context.WaitForExternalEvent<int>("never"))
        .Orchestrator("Fragile", context => context.CallSubOrchestratorAsync<int>("FragileChild", 4, new SubOrchestrationOptions(instanceId: "fragile-kid")))
        .Orchestrator("FragileChild", context => context.CallActivityAsync<int>("Fragile", context.GetInput<int>()))
        .Orchestrator("Reused", async context => context.GetInput<int>() switch
        {
            0 => await context.WaitForExternalEvent<int>("never"),
            var value => await context.CallActivityAsync<int>("Double", value),
        });

    /// <summary>Takes one event in each generation; those that came early travel with it. Repeated ones don't count.</summary>
    private static async Task<int[]> CarryAsync(TaskOrchestrationContext context)
    {
        var seen = context.GetInput<int[]>() ?? [];
        var item = await context.WaitForExternalEvent<int>("item");
        var all = seen.Append(item).Distinct().Order().ToArray();
        if (all.Length < 3)
        {
            context.ContinueAsNew(all);
        }

        return all;
    }

    private sealed class SumEntity : TaskEntity<int>
    {
        public void Add(int value) => State += value;

        /// <summary>Starts an orchestration and signals its neighbour's delete, which leaves no trace: harmless when repeated.</summary>
        public void Begin()
        {
            Context.ScheduleNewOrchestration("Reused", 7, new StartOrchestrationOptions("begun"));
            Context.SignalEntity(new EntityInstanceId("sum", "gone"), "delete");
        }
    }
}
