using System.Text.Json;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.KillHost;

/// <summary>The functions of the workload.</summary>
internal sealed class KillFunctions(EffectLedger ledger) : IDurableFunctions
{
    public bool HasOrchestrator(string name) => name is "Job" or "BadChild" or "Collect" or "Doom";

    public bool HasActivity(string name) => name is "Effect" or "Broken";

    public bool HasEntity(string name) => name is "account";

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => name switch
    {
        "Job" => JobOrchestrator.RunAsync(context),
        "Collect" => CollectAsync(context),
        "Doom" => DoomAsync(context),
        _ => BadChildAsync(context),
    };

    public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
        => name == "Effect"
            ? Task.FromResult<object?>(ledger.Run(JsonSerializer.Deserialize<EffectInput>(serializedInput!)!))
            : throw new InvalidOperationException("broken");

    public ValueTask<object?> RunEntityAsync(string name, TaskEntityOperation operation) => ((ITaskEntity)new AccountEntity()).RunAsync(operation);

    private static async Task<object?> BadChildAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Broken");
        return null;
    }

    /// <summary>Takes as many events as there are: one too few and it never ends, one doubled and another is missing.</summary>
    private static async Task<object?> CollectAsync(TaskOrchestrationContext context)
    {
        var told = new List<string>();
        for (var left = context.GetInput<int>(); left > 0; left--)
        {
            told.Add(await context.WaitForExternalEvent<string>("told"));
        }

        return told;
    }

    private static async Task<object?> DoomAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<long>("Effect", new EffectInput(Names.Effect(Plan.Doomed, 0), 0));
        context.SetCustomStatus("waiting");
        return await context.WaitForExternalEvent<int>("never");
    }
}
