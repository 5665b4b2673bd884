using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.Conventions.Tests;

/// <summary>The app's functions, found by reflection.</summary>
internal static class FunctionMethods
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<MethodInfo> All { get; } =
        [.. AppAssemblies.Functions.GetTypes().SelectMany(type => type.GetMethods(Any)).Where(method => method.IsDefined(typeof(FunctionAttribute)))];

    public static IReadOnlyList<MethodInfo> Orchestrators { get; } = TriggeredBy<OrchestrationTriggerAttribute>();

    public static IReadOnlyList<MethodInfo> Activities { get; } = TriggeredBy<ActivityTriggerAttribute>();

    public static IReadOnlyList<MethodInfo> Http { get; } = TriggeredBy<HttpTriggerAttribute>();

    public static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static MethodInfo[] TriggeredBy<TTrigger>()
        where TTrigger : Attribute =>
        [.. All.Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(TTrigger))))];
}
