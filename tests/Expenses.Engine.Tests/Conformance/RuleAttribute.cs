using System.Reflection;
using Xunit.Sdk;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Between two steps an orchestration stays in memory, or is rebuilt by replay every time.</summary>
public enum Memory
{
    Kept,
    Replayed,
}

/// <summary>
/// The rule of durable-semantics a fact was written from: section and short key. Every fact is run with both kinds of
/// memory, since what an orchestration sees must not depend on it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuleAttribute(string section, string key) : DataAttribute
{
    public string Section => section;

    public string Key => key;

    /// <summary>Marked [V] or [VE] there: seen on the original engine.</summary>
    public bool Seen { get; init; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Memory.Kept], [Memory.Replayed]];
}
