using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>The failure of a call to a function that isn't there (durable-semantics §5).</summary>
internal static class MissingFunction
{
    public static Failure Failure(string name, string kind) => new(
        "(unknown)",
        $"The function '{name}' doesn't exist, is disabled, or is not an {kind} function. "
        + $"Additional info: no {kind} function of this name is registered.",
        StackTrace: null,
        Inner: null);
}
