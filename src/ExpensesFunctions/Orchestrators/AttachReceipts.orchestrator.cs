using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Attaches the receipts of one chunk of a run to the records that landed, and gives each expense its result.</summary>
public static class AttachReceiptsOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "AttachReceipts";

    // Permits are taken in groups, so that the quota costs a tenth of an entity call for each receipt.
    private const int PermitGroup = 10;

    /// <summary>Runs it. A receipt that cannot be attached fails its own expense and nothing else.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">The chunk.</param>
    /// <returns>How the chunk's expenses ended.</returns>
    [Function(Name)]
    public static async Task<RunTotalsV1> Run([OrchestrationTrigger] TaskOrchestrationContext context, RunChunkV1 input)
    {
        var landed = await ServiceQuota.WaitOutAsync(
            context,
            () => context.CallActivityAsync<LandedExpensesV1>(nameof(ListSyncTransactions), input, Retries.Transient),
            result => result.RetryAfterSeconds);
        var quota = new QuotaPermits(context, landed.Connection, landed.RequestsPerWindow, landed.WindowSeconds);
        var width = SlidingWindow.Receipts(landed.ConcurrentRequests);
        foreach (var group in landed.Numbers.Chunk(PermitGroup))
        {
            await quota.TakeAsync(group.Length);
            await SlidingWindow.RunAsync(group, width, number => AttachAsync(context, quota, new AttachReceiptV1(input, number)));
        }

        return await ServiceQuota.WaitOutAsync(
            context,
            () => context.CallActivityAsync<RunTotalsV1>(nameof(MarkExpensesUploaded), input, Retries.Transient),
            result => result.RetryAfterSeconds);
    }

    private static async Task<bool> AttachAsync(TaskOrchestrationContext context, QuotaPermits quota, AttachReceiptV1 receipt)
    {
        try
        {
            var result = await context.CallActivityAsync<AttachReceiptResultV1>(nameof(AttachReceipt), receipt, Retries.Transient);
            while (result.RetryAfterSeconds > 0)
            {
                await quota.ThrottleAsync(result.RetryAfterSeconds);
                await quota.TakeAsync(1);
                result = await context.CallActivityAsync<AttachReceiptResultV1>(nameof(AttachReceipt), receipt, Retries.Transient);
            }

            return true;
        }
        catch (TaskFailedException)
        {
            // MarkExpensesUploaded reads what is on the ledger and gives this expense its result with the reason.
            return false;
        }
    }
}
