using Expenses.Core.Syncs;
using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Entities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Orchestrators;

/// <summary>One attempt of a sync, from the lane to the event that it has ended (design section 3 steps 5 and 6).</summary>
public static class SyncOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "Sync";

    /// <summary>Runs the attempt. However it ends, the sync record has a final code and the lane goes on.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="request">The attempt.</param>
    /// <returns>When everybody has been told.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, SyncRequestV1 request)
    {
        var plan = new SyncPlanV1(HasEnded: true);
        try
        {
            plan = await context.CallActivityAsync<SyncPlanV1>(nameof(LoadSync), request, Retries.Transient);
            if (!plan.HasEnded)
            {
                var (code, message) = await PushEverythingAsync(context, request, plan);
                await EndAsync(context, request, plan, code, message);
            }
        }
        catch (TaskFailedException e)
        {
            await EndAsync(context, request, plan, (int)SyncStatusCode.ServerError, FailureText.Of(e));
        }

        await context.CallSubOrchestratorAsync(
            PublishSyncEventOrchestrator.Name,
            request,
            new SubOrchestrationOptions(Retries.Transient, $"{context.InstanceId}:event"));
        await context.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(SyncLane), SyncLane.KeyOf(request)), nameof(SyncLane.Completed), request);
    }

    private static async Task<(int Code, string Message)> PushEverythingAsync(
        TaskOrchestrationContext context, SyncRequestV1 request, SyncPlanV1 plan)
    {
        var prepared = await SlidingWindow.RunAsync(
            ChunksOf(request, plan),
            SlidingWindow.Chunks,
            chunk => context.CallActivityAsync<PreparedChunkV1>(nameof(PrepareChunk), chunk, Retries.Transient));
        var (code, message) = Verdict(prepared);
        if (code != 0)
        {
            return (code, message);
        }

        var pushed = await SlidingWindow.RunAsync(
            ChunksOf(request, plan).Where(chunk => prepared[chunk.Chunk].Ready > 0),
            SlidingWindow.PushChunks(plan.ConcurrentRequests),
            chunk => context.CallSubOrchestratorAsync<PushedChunkV1>(
                PushChunkOrchestrator.Name,
                new PushChunkV1(chunk, PlanOf(plan, prepared[chunk.Chunk])),
                new SubOrchestrationOptions(retry: null, $"{context.InstanceId}:{chunk.Chunk}")));
        return (
            pushed.Select(chunk => chunk.StopCode).FirstOrDefault(stop => stop != 0),
            pushed.Select(chunk => chunk.Message).FirstOrDefault(text => text.Length > 0) ?? message);
    }

    // Requests are paid for with the platform's quota, so none is planned for rows that the last chunk does not have.
    private static SyncPlanV1 PlanOf(SyncPlanV1 plan, PreparedChunkV1 prepared) =>
        prepared.Batches > 0 ? plan with { Batches = prepared.Batches } : plan;

    // A code that is known before every transaction is decided leaves some undecided: each of them gets its final status first.
    private static async Task EndAsync(TaskOrchestrationContext context, SyncRequestV1 request, SyncPlanV1 plan, int code, string message)
    {
        if (code != 0)
        {
            await SlidingWindow.RunAsync(
                ChunksOf(request, plan),
                SlidingWindow.Chunks,
                chunk => Abandonment.RunAsync(context, chunk, message));
        }

        await context.CallActivityAsync(nameof(FinishSync), new FinishSyncV1(request, code, message), Retries.Transient);
    }

    private static IEnumerable<SyncChunkV1> ChunksOf(SyncRequestV1 request, SyncPlanV1 plan) =>
        Enumerable.Range(0, plan.Chunks).Select(number => new SyncChunkV1(request, number));

    // Nothing is pushed when the company or its books cannot be reached any more (4040, 4220, 4260), a default is missing (4000) or a transaction is in the ledger already (5080): codat-contract §4.9.
    private static (int Code, string Message) Verdict(IReadOnlyList<PreparedChunkV1> prepared)
    {
        if (prepared.FirstOrDefault(chunk => chunk.StopCode != 0) is { } stopped)
        {
            return (stopped.StopCode, stopped.Message);
        }

        var message = prepared.Select(chunk => chunk.Message).FirstOrDefault(text => text.Length > 0) ?? "";
        if (prepared.Any(chunk => chunk.Duplicates > 0))
        {
            return ((int)SyncStatusCode.Duplicate, prepared.First(chunk => chunk.Duplicates > 0).Message);
        }

        return prepared.Any(chunk => chunk.ConfigurationErrors > 0)
            ? ((int)SyncStatusCode.ConfigurationError, prepared.First(chunk => chunk.ConfigurationErrors > 0).Message)
            : (0, message);
    }
}
