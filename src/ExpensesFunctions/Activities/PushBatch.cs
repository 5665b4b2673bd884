using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Makes one request to the platform.</summary>
/// <param name="push">The work.</param>
public sealed class PushBatch(BatchPush push)
{
    /// <summary>How long to wait when the platform refused for its quota and did not say how long.</summary>
    public static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Runs it. What is certain is a result; a fault that passes is an exception, for the retry policy.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What became of it.</returns>
    [Function(nameof(PushBatch))]
    public async Task<PushBatchResultV1> RunAsync([ActivityTrigger] PushBatchV1 batch, CancellationToken cancellationToken)
    {
        try
        {
            var result = await push.PushAsync(batch.Chunk.Request, batch.Chunk.Chunk, batch.Batch, batch.InstanceId, cancellationToken);
            return new PushBatchResultV1(PushOperationKey: result.PushOperationKey, Message: result.Message, IsMore: result.IsMore);
        }
        catch (ConnectorException e) when (e.Category == FailureCategory.RateLimited)
        {
            return new PushBatchResultV1(RetryAfterSeconds: Math.Max(1, (e.RetryAfter ?? DefaultRetryAfter).TotalSeconds));
        }
        catch (SyncStoppedException e)
        {
            return new PushBatchResultV1(StopCode: (int)e.Code, Message: e.Message);
        }
        catch (ConnectorException e) when (SyncLoading.StopCodeOf(e) is { } code)
        {
            return new PushBatchResultV1(StopCode: (int)code, Message: e.Message);
        }
    }
}
