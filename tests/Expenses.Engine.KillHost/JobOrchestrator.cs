using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.KillHost;

/// <summary>Does the ops of a job one after the other; its result depends on every answer it got and on their order.</summary>
internal static class JobOrchestrator
{
    public static async Task<object?> RunAsync(TaskOrchestrationContext context)
    {
        var state = context.GetInput<JobState>()!;
        var sum = state.Sum;
        for (var at = state.At; at < state.Ops.Count; at++)
        {
            var op = state.Ops[at];
            if (op.Kind == OpKind.Next)
            {
                context.ContinueAsNew(state with { At = at + 1, Sum = sum });
                return sum;
            }

            context.SetCustomStatus(at);
            sum = Names.Mix(sum, await DoAsync(context, op, at));
        }

        return sum;
    }

    private static async Task<long> DoAsync(TaskOrchestrationContext context, Op op, int at)
    {
        var key = Names.Effect(context.InstanceId, at);
        switch (op.Kind)
        {
            case OpKind.Call:
                return await context.CallActivityAsync<long>("Effect", new EffectInput(key, 0));
            case OpKind.FanOut:
                var parts = await Task.WhenAll(Enumerable.Range(0, op.A).Select(part =>
                    context.CallActivityAsync<long>("Effect", new EffectInput(Names.Effect(context.InstanceId, at, part), 0))));
                return parts.Aggregate(0L, Names.Mix);
            case OpKind.Flaky:
                return await context.CallActivityAsync<long>(
                    "Effect", new EffectInput(key, op.A), TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromMilliseconds(1))));
            case OpKind.FlakyHandled:
                return await context.CallActivityAsync<long>("Effect", new EffectInput(key, op.A), TaskOptions.FromRetryHandler(_ => true));
            case OpKind.Broken:
                return await CatchAsync(context.CallActivityAsync("Broken"));
            case OpKind.Timer:
                await context.CreateTimer(TimeSpan.FromMilliseconds(op.A), CancellationToken.None);
                return 1;
            case OpKind.Child:
                return await context.CallSubOrchestratorAsync<long>(
                    "Job", new JobState(op.Inner!), new SubOrchestrationOptions(instanceId: Names.Child(context.InstanceId, at)));
            case OpKind.BadChild:
                return await CatchAsync(context.CallSubOrchestratorAsync(
                    "BadChild", options: new SubOrchestrationOptions(instanceId: Names.Child(context.InstanceId, at))));
            case OpKind.Wait:
                return Names.Value(await context.WaitForExternalEvent<string>(Names.Event(at)));
            case OpKind.Tell:
                context.SendEvent(Plan.Collector, "told", key);
                return 2;
            default:
                await AccountsAsync(context, op);
                return 3;
        }
    }

    private static async Task AccountsAsync(TaskOrchestrationContext context, Op op)
    {
        var account = AccountEntity.Id(op.A);
        switch (op.Kind)
        {
            case OpKind.Add:
                await context.Entities.CallEntityAsync(account, "add", op.B);
                break;
            case OpKind.Signal:
                await context.Entities.SignalEntityAsync(account, "add", op.B);
                break;
            case OpKind.SignalLater:
                var later = new SignalEntityOptions { SignalTime = new DateTimeOffset(context.CurrentUtcDateTime.AddMilliseconds(5)) };
                await context.Entities.SignalEntityAsync(account, "add", op.B, later);
                break;
            default:
                await MoveAsync(context, account, AccountEntity.Id((op.A + 1) % Plan.Accounts), op.B);
                break;
        }
    }

    private static async Task MoveAsync(TaskOrchestrationContext context, EntityInstanceId from, EntityInstanceId to, int amount)
    {
        await using (await context.Entities.LockEntitiesAsync(from, to))
        {
            var before = await context.Entities.CallEntityAsync<long>(from, "read");
            await context.Entities.CallEntityAsync(to, "add", amount);
            await context.Entities.CallEntityAsync(from, "add", -amount);
            var after = await context.Entities.CallEntityAsync<long>(from, "read");
            if (after != before - amount)
            {
                throw new InvalidOperationException($"The lock of {from} let somebody in: {before} became {after}.");
            }
        }
    }

    private static async Task<long> CatchAsync(Task call)
    {
        try
        {
            await call;
            return -1;
        }
        catch (TaskFailedException e)
        {
            return Names.Value(e.FailureDetails.ErrorMessage);
        }
    }
}
