using System.Reflection;
using Expenses.Conventions.Tests.Orchestrators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
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
        .Where(IsInput)
        .Select(parameter => parameter.ParameterType)
        .Concat(Unwrap(method.ReturnType));

    // An activity's input carries its trigger; an orchestrator's is the parameter that no binding and no host type claims.
    private static bool IsInput(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ActivityTriggerAttribute))
        || (!parameter.IsDefined(typeof(BindingAttribute))
            && parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken));

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
