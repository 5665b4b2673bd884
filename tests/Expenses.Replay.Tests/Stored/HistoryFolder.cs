using System.Reflection;
using Expenses.LocalHost.Replay;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.Replay.Tests.Stored;

/// <summary>tests/Histories, and the orchestrators of the app.</summary>
internal static class HistoryFolder
{
    private static readonly Assembly App = typeof(ExpensesFunctionsApplication).Assembly;
    private static readonly HistoryReplay Replay = new(App.GetTypes());

    /// <summary>File names without ".json".</summary>
    public static IReadOnlyList<string> Names => [.. Directory.GetFiles(RepositoryRoot.File("tests", "Histories"))
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Names of the app's orchestrator functions.</summary>
    public static IReadOnlyList<string> Orchestrators => [.. App.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)];

    public static string Read(string name) => File.ReadAllText(RepositoryRoot.File("tests", "Histories", $"{name}.json"));

    public static ReplayReport Verify(string json) => Replay.Verify(StoredHistory.Parse(json));
}
