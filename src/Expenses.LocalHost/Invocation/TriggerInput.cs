using System.Collections.Frozen;

namespace Expenses.LocalHost.Invocation;

/// <summary>What a trigger hands to an invocation.</summary>
/// <param name="Value">The payload the trigger parameter is bound from.</param>
internal sealed record TriggerInput(object? Value)
{
    /// <summary>Further values by name (route values, message properties); parameters without an attribute bind to them.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = FrozenDictionary<string, object?>.Empty;

    /// <summary>Put into <c>FunctionContext.Items</c>.</summary>
    public IReadOnlyDictionary<object, object> Items { get; init; } = FrozenDictionary<object, object>.Empty;
}
