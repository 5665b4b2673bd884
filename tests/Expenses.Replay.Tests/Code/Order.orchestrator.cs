using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Replay.Tests.Code;

/// <summary>What a later version of the orchestrator does differently.</summary>
public enum Change
{
    None,
    RenamedActivity,
    ReorderedCalls,
    ChangedTimer,
    RemovedCall,
    AddedCall,
    AddedLastCall,
    AddedParallelCall,
    OtherKind,
    OtherChild,
    OtherReceiver,
    OtherOperation,
    EarlyEnd,
    LateEnd,
    OtherFailure,
    ForeignTask,
    OnlyInReplay,
}

/// <summary>An orchestrator with every kind of decision, and the versions that someone might make of it.</summary>
public static class Order
{
    public const string Name = "Order";

    private static readonly Task NobodyCompletes = new TaskCompletionSource().Task;

    [Function(Name)]
    public static Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context, Change.None);

    [Function("Child")]
    public static Task<string> RunChild([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.InstanceId);

    [Function("Check")]
    public static string Check([ActivityTrigger] string order) => $"{order} checked";

    [Function("Refuse")]
    public static string Refuse([ActivityTrigger] string order) => throw new InvalidOperationException($"{order} is refused");

    [Function("Audit")]
    public static string Audit([ActivityTrigger] string order) => order;

    [Function("Pack")]
    public static string Pack([ActivityTrigger] string order) => order;

    [Function("Ship")]
    public static string Ship([ActivityTrigger] string order) => order;

    public static async Task<string> RunAsync(TaskOrchestrationContext context, Change change)
    {
        var result = await context.CallActivityAsync<string>(change == Change.RenamedActivity ? "Verify" : "Check", "o");
        if (change == Change.AddedCall || (change == Change.OnlyInReplay && context.IsReplaying))
        {
            await context.CallActivityAsync<string>("Audit", "o");
        }

        await RefusedAsync(context, change);
        await ApprovedAsync(context, change);
        if (change == Change.EarlyEnd)
        {
            return result;
        }

        await context.CallSubOrchestratorAsync<string>(
            "Child", null, new SubOrchestrationOptions(retry: null, change == Change.OtherChild ? "another" : $"{context.InstanceId}:child"));
        await context.Entities.SignalEntityAsync(
            new EntityInstanceId("counter", change == Change.OtherReceiver ? "two" : "one"), change == Change.OtherOperation ? "Put" : "Add", 1);
        await EndAsync(context, change);
        return change == Change.OtherFailure ? throw new FormatException("today") : result;
    }

    private static async Task RefusedAsync(TaskOrchestrationContext context, Change change)
    {
        if (change == Change.RemovedCall)
        {
            return;
        }

        try
        {
            if (change == Change.OtherKind)
            {
                await context.CallSubOrchestratorAsync<string>("Child");
            }

            await context.CallActivityAsync<string>("Refuse", "o");
        }
        catch (TaskFailedException)
        {
            // That is its part in this order.
        }
    }

    private static async Task ApprovedAsync(TaskOrchestrationContext context, Change change)
    {
        using var cancellation = new CancellationTokenSource();
        if (change == Change.ForeignTask)
        {
            await NobodyCompletes;
        }

        var late = context.CreateTimer(context.CurrentUtcDateTime.AddHours(change == Change.ChangedTimer ? 2 : 1), cancellation.Token);
        await Task.WhenAny(context.WaitForExternalEvent<string>("Approved", CancellationToken.None), late);
        cancellation.Cancel();
    }

    private static async Task EndAsync(TaskOrchestrationContext context, Change change)
    {
        string[] calls = change switch
        {
            Change.ReorderedCalls => ["Ship", "Pack"],
            Change.AddedParallelCall => ["Pack", "Ship", "Audit"],
            _ => ["Pack", "Ship"],
        };
        await Task.WhenAll(calls.Select(call => context.CallActivityAsync<string>(call, "o")));
        if (change == Change.AddedLastCall)
        {
            await context.CallActivityAsync<string>("Audit", "o");
        }

        if (change == Change.LateEnd)
        {
            await context.WaitForExternalEvent<string>("Confirmed");
        }
    }
}

/// <summary>Keeps what it is told.</summary>
public sealed class Counter : TaskEntity<int>
{
    public void Add(int amount) => State += amount;

    [Function("counter")]
    public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();
}
