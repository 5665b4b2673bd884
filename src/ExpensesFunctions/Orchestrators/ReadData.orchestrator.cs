using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Reads a company's reference data and writes down how that ended (codat-contract B026, B027).</summary>
public static class ReadDataOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "ReadData";

    /// <summary>Runs the operations. However it goes, they end.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="read">The operations.</param>
    /// <returns>When they have ended.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, DataReadV1 read)
    {
        try
        {
            await context.CallActivityAsync(nameof(ReadReferenceData), read, Retries.Transient);
        }
        catch (TaskFailedException e)
        {
            await context.CallActivityAsync(nameof(FailDataRead), new FailedDataReadV1(read, FailureText.Of(e)), Retries.Transient);
        }
    }
}
