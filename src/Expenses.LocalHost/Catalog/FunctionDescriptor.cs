using System.Reflection;
using Expenses.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Expenses.LocalHost.Catalog;

/// <summary>One <c>[Function]</c> method, read once when the host starts.</summary>
internal sealed record FunctionDescriptor(
    string Name,
    TriggerKind Kind,
    MethodInfo Method,
    ParameterInfo TriggerParameter,
    TriggerBindingAttribute Trigger)
{
    /// <summary>What middleware sees as <c>FunctionContext.FunctionDefinition</c>.</summary>
    public LocalFunctionDefinition Definition { get; } = LocalFunctionDefinition.Of(Name, Kind, Method, TriggerParameter);

    /// <summary>Creates the class, binds the parameters, calls the method.</summary>
    public FunctionMethod Target { get; } = new(Name, Kind, Method, TriggerParameter);

    /// <summary>The class the method is declared in, as an error message shows it.</summary>
    public Type DeclaringType => Method.DeclaringType ?? throw new InvalidOperationException($"Method {Method.Name} has no class.");
}
