using System.Text.RegularExpressions;
using Expenses.Conventions.Tests.Sources;
using Microsoft.DurableTask;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>Orchestrators are control flow and touch nothing but their context.</summary>
public sealed partial class OrchestratorTests
{
    private const int MaxLines = 120;

    private static readonly IReadOnlyList<string> Files = SourceFiles.Under("src/ExpensesFunctions", "*.orchestrator.cs");

    [Fact]
    public void Orchestrators_AreFound_AsManyAsTheSourcesHold()
    {
        var inSources = SourceFiles.Under("src/ExpensesFunctions", "*.cs").Sum(path => Trigger().Count(SourceFiles.Read(path)));

        Assert.NotEmpty(FunctionMethods.Orchestrators);
        Assert.Equal(inSources, FunctionMethods.Orchestrators.Count);
    }

    [Fact]
    public void EachOrchestrator_LivesInAFileOfItsOwn()
    {
        Assert.Equal(FunctionMethods.Orchestrators.Count, Files.Count);
        Assert.All(Files, path => Assert.Equal(1, Trigger().Count(SourceFiles.Read(path))));
    }

    [Fact]
    public void EachOrchestratorFile_IsShort() =>
        Assert.Empty(Files.Where(path => SourceFiles.Read(path).TrimEnd().Split('\n').Length > MaxLines));

    [Fact]
    public void EachOrchestratorClass_HoldsNothing() =>
        Assert.Empty(FunctionMethods.Orchestrators.SelectMany(method => OrchestratorShape.ProblemsOf(method.DeclaringType!)));

    [Fact]
    public void NoOrchestrator_ReachesClockRandomThreadsOrIo() =>
        Assert.Empty(FunctionMethods.Orchestrators.SelectMany(method => ForbiddenCalls.In(method, [.. AppAssemblies.Shipped])));

    // A checker that lost its way into the state machines would find nothing at all.
    [Fact]
    public void EachOrchestrator_IsReadDownToWhatItAsksOfItsContext() => Assert.All(
        FunctionMethods.Orchestrators,
        method => Assert.Contains(
            ReachableCode.MembersNamedFrom(method, AppAssemblies.Shipped),
            pair => pair.Named.DeclaringType == typeof(TaskOrchestrationContext)));

    // They would need a rule of their own: this app has function-based orchestrators only.
    [Fact]
    public void NoOrchestrator_IsClassBased() =>
        Assert.Empty(AppAssemblies.Functions.GetTypes().Where(type => type.IsAssignableTo(typeof(ITaskOrchestrator))));

    [GeneratedRegex(@"\[OrchestrationTrigger\b", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Trigger();
}
