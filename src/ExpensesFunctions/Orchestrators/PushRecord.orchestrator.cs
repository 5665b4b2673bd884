using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Writes a reference data record to the accounting software and writes down how that ended (codat-contract §2.13).</summary>
public static class PushRecordOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "PushRecord";

    /// <summary>Runs the push. However it goes, it ends.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="push">The push.</param>
    /// <returns>When it has ended.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, RecordPushV1 push)
    {
        try
        {
            await context.CallActivityAsync(nameof(WriteRecord), push, Retries.Transient);
        }
        catch (TaskFailedException e)
        {
            await context.CallActivityAsync(nameof(FailRecordPush), new FailedRecordPushV1(push, FailureText.Of(e)), Retries.Transient);
        }
    }
}
