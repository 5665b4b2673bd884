using System.Reflection;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>An orchestrator's class holds nothing: no dependencies, no state between two replays.</summary>
internal static class OrchestratorShape
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    public static IReadOnlyList<string> ProblemsOf(Type type) =>
    [
        .. type.GetConstructors(Instance)
            .Where(constructor => constructor.GetParameters().Length > 0)
            .Select(_ => $"{type.FullName} has a constructor with parameters"),
        .. type.GetFields(Instance).Select(field => $"{type.FullName} has the field {field.Name}"),
        .. type.GetFields(Static)
            .Where(field => field is { IsInitOnly: false, IsLiteral: false })
            .Select(field => $"{type.FullName} has the changeable static field {field.Name}"),
    ];
}
