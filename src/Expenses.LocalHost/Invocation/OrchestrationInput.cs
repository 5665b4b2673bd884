using System.Reflection;
using Microsoft.DurableTask;

namespace Expenses.LocalHost.Invocation;

/// <summary>An orchestrator's input as a second parameter: the first one that nothing else binds (durable-semantics §12).</summary>
internal static class OrchestrationInput
{
    private static readonly MethodInfo GetInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    public static ParameterBinding Of(ParameterInfo parameter)
    {
        var getInput = GetInput.MakeGenericMethod(parameter.ParameterType);
        return (_, call) => new ValueTask<object?>(
            getInput.Invoke(call.TriggerValue, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null));
    }
}
