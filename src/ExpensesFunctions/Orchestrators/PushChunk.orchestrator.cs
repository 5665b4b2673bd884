using Expenses.Core.Syncs;
using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Pushes one chunk of a sync: a permit and a request for each batch, and the wait when the platform finishes later.</summary>
public static class PushChunkOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "PushChunk";

    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(5);

    /// <summary>Pushes the chunk's batches one after another.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">The chunk and the sync's plan.</param>
    /// <returns>What became of it; each transaction's outcome is in its row.</returns>
    [Function(Name)]
    public static async Task<PushedChunkV1> Run([OrchestrationTrigger] TaskOrchestrationContext context, PushChunkV1 input)
    {
        var message = "";
        for (var batch = 0; batch < input.Plan.Batches; batch++)
        {
            PushBatchResultV1 result;
            try
            {
                result = await PushBatchAsync(context, input, batch);
            }
            catch (TaskFailedException e)
            {
                var reason = FailureText.Of(e);
                await Abandonment.RunAsync(context, input.Chunk, reason);
                return new PushedChunkV1((int)SyncStatusCode.ServerError, reason);
            }

            message = message.Length > 0 ? message : result.Message;
            if (result.StopCode != 0)
            {
                return new PushedChunkV1(result.StopCode, result.Message);
            }
        }

        return new PushedChunkV1(StopCode: 0, message);
    }

    private static async Task<PushBatchResultV1> PushBatchAsync(TaskOrchestrationContext context, PushChunkV1 input, int batch)
    {
        while (true)
        {
            var result = await RequestAsync(context, input, batch);
            if (result.PushOperationKey is null)
            {
                return result;
            }

            var operation = await CompletionAsync(context, new PushOperationV1(input.Chunk, result.PushOperationKey));
            if (operation.StopCode != 0 || !result.IsMore)
            {
                return new PushBatchResultV1(StopCode: operation.StopCode, Message: operation.Message);
            }
        }
    }

    private static async Task<PushBatchResultV1> RequestAsync(TaskOrchestrationContext context, PushChunkV1 input, int batch)
    {
        var quota = new QuotaPermits(context, input.Plan.Connection, input.Plan.RequestsPerWindow, input.Plan.WindowSeconds);
        PushBatchResultV1 result;
        do
        {
            await quota.TakeAsync(1);
            result = await context.CallActivityAsync<PushBatchResultV1>(
                nameof(PushBatch), new PushBatchV1(input.Chunk, batch, context.InstanceId), Retries.Transient);
            await quota.ThrottleAsync(result.RetryAfterSeconds);
        }
        while (result.RetryAfterSeconds > 0);

        return result;
    }

    // The platform's word may be lost, so a poll on a growing interval stands behind it; it may also be early, and is then
    // believed once.
    private static async Task<PushOperationResultV1> CompletionAsync(TaskOrchestrationContext context, PushOperationV1 operation)
    {
        var completed = context.WaitForExternalEvent<string>(PushOperationEvent.NameOf(operation.PushOperationKey));
        var interval = FirstPoll;
        var isTold = false;
        while (true)
        {
            using var cancellation = new CancellationTokenSource();
            var poll = context.CreateTimer(context.CurrentUtcDateTime + interval, cancellation.Token);
            if (isTold)
            {
                await poll;
            }
            else if (await Task.WhenAny(completed, poll) == completed)
            {
                cancellation.Cancel();
                isTold = true;
            }

            var result = await context.CallActivityAsync<PushOperationResultV1>(nameof(SettlePushOperation), operation, Retries.Transient);
            if (result.IsDone)
            {
                return result;
            }

            interval = interval * 2 < LongestPoll ? interval * 2 : LongestPoll;
        }
    }
}
