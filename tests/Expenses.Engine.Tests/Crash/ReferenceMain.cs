using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Crash;

/// <summary>Two generations of one orchestration that does all an orchestration can do by itself.</summary>
internal static class ReferenceMain
{
    public static async Task<string> RunAsync(TaskOrchestrationContext context)
    {
        var generation = context.GetInput<int>();
        context.SetCustomStatus($"generation {generation}");
        var parts = new List<string>
        {
            $"version {context.Version}",
            await CallsAsync(context, generation),
            await FailuresAsync(context),
            await WaitsAsync(context),
        };
        await EntitiesAsync(context);
        context.SendEvent("collector", "done", generation);
        if (generation == 0)
        {
            context.ContinueAsNew(1);
        }

        return string.Join("; ", parts);
    }

    private static async Task<string> CallsAsync(TaskOrchestrationContext context, int generation)
    {
        var child = await context.CallSubOrchestratorAsync<int>("Child", generation, new SubOrchestrationOptions(instanceId: $"kid-{generation}"));
        var doubled = await Task.WhenAll(Enumerable.Range(1, 3).Select(value => context.CallActivityAsync<int>("Double", value)));
        return $"child {child}, doubled {string.Join(' ', doubled)}";
    }

    private static async Task<string> FailuresAsync(TaskOrchestrationContext context)
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1)));
        var handler = TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return retry.LastAttemptNumber < 2;
        });
        return $"{await ReasonAsync(context.CallActivityAsync("Boom", 1, policy))}, {await ReasonAsync(context.CallActivityAsync("Boom", 1, handler))}, "
            + await ReasonAsync(context.CallSubOrchestratorAsync("FailingChild", 0, new SubOrchestrationOptions(instanceId: "failing")));
    }

    private static async Task<string> ReasonAsync(Task call)
    {
        try
        {
            await call;
            return "no failure";
        }
        catch (TaskFailedException e)
        {
            return $"{e.FailureDetails.ErrorMessage} ({e.FailureDetails.InnerFailure?.ErrorMessage ?? "no cause"})";
        }
    }

    private static async Task<string> WaitsAsync(TaskOrchestrationContext context)
    {
        using var cancellation = new CancellationTokenSource();
        var loser = context.CreateTimer(TimeSpan.FromDays(30), cancellation.Token);
        // Longer than the engine's longest timer: it comes in three legs.
        await context.CreateTimer(TimeSpan.FromMinutes(70), CancellationToken.None);
#pragma warning disable VSTHRD103, CA1849, MA0042 // The asynchronous form hops threads, which an orchestrator must not.
        cancellation.Cancel();
#pragma warning restore VSTHRD103, CA1849, MA0042
        try
        {
            await context.WaitForExternalEvent<int>("never", TimeSpan.FromMinutes(5), CancellationToken.None);
            return "an event";
        }
        catch (TaskCanceledException)
        {
            return $"timeout, loser {loser.Status}";
        }
    }

    private static async Task EntitiesAsync(TaskOrchestrationContext context)
    {
        await using (await context.Entities.LockEntitiesAsync(ReferenceFunctions.Sum, ReferenceFunctions.Other))
        {
            await context.Entities.CallEntityAsync(ReferenceFunctions.Sum, "add", 1);
            await context.Entities.CallEntityAsync(ReferenceFunctions.Other, "add", 10);
        }

        await context.Entities.SignalEntityAsync(ReferenceFunctions.Sum, "add", 100);
        var later = new SignalEntityOptions { SignalTime = new DateTimeOffset(context.CurrentUtcDateTime.AddMinutes(20)) };
        await context.Entities.SignalEntityAsync(ReferenceFunctions.Sum, "add", 1000, later);
    }
}
