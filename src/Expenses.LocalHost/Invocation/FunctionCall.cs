using Expenses.LocalHost.Catalog;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Invocation;

/// <summary>
/// What the end of the pipeline needs and leaves behind. Travels as a feature, so that it also arrives when a middleware
/// passes on a context of its own.
/// </summary>
internal sealed class FunctionCall(FunctionDescriptor function, object? triggerValue, Func<DurableTaskClient> durableClient)
{
    public FunctionDescriptor Function => function;

    /// <summary>The trigger's payload, of the type its kind binds (see <see cref="ParameterBindings"/>).</summary>
    public object? TriggerValue => triggerValue;

    public DurableTaskClient DurableClient => durableClient();

    /// <summary>False when a middleware answered without calling the function.</summary>
    public bool Reached { get; set; }

    public object? Result { get; set; }
}
