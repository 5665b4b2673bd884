using System.Reflection;
using Expenses.Conventions.Tests.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Conventions.Tests.Histories;

/// <summary>The types that travel through histories: inputs and outputs of orchestrators and activities, and what orchestrators ask of their context.</summary>
internal static class HistoryTypes
{
    public static IReadOnlyCollection<Type> All { get; } =
        [.. FunctionMethods.Orchestrators.Concat(FunctionMethods.Activities).SelectMany(OfSignature)
            .Concat(FunctionMethods.Orchestrators.SelectMany(OfCalls))
            .Where(type => !type.IsGenericParameter)
            .Distinct()];

    private static IEnumerable<Type> OfSignature(MethodInfo method) => method.GetParameters()
        .Select(parameter => parameter.ParameterType)
        .Where(type => type != typeof(TaskOrchestrationContext) && type != typeof(CancellationToken) && type.Name != "FunctionContext")
        .Concat(Unwrap(method.ReturnType));

    private static IEnumerable<Type> Unwrap(Type type)
    {
        if (type == typeof(Task) || type == typeof(ValueTask) || type == typeof(void))
        {
            return [];
        }

        return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? [type.GetGenericArguments()[0]]
            : [type];
    }

    // context.CallActivityAsync<T>, CallSubOrchestratorAsync<T>, WaitForExternalEvent<T>, GetInput<T>, Entities.CallEntityAsync<T>.
    private static IEnumerable<Type> OfCalls(MethodInfo orchestrator) => ReachableCode
        .MembersNamedFrom(orchestrator, AppAssemblies.Shipped)
        .Select(pair => pair.Named)
        .OfType<MethodInfo>()
        .Where(method => method.IsGenericMethod
            && (method.DeclaringType == typeof(TaskOrchestrationContext) || method.DeclaringType == typeof(TaskOrchestrationEntityFeature)))
        .SelectMany(method => method.GetGenericArguments());
}
