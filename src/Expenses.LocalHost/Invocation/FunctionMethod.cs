using System.Reflection;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Invocation;

/// <summary>
/// The method behind a function. Its class is created for every invocation, from the invocation's scope.
/// </summary>
internal sealed class FunctionMethod
{
    private readonly MethodInfo _method;
    private readonly ParameterBinding[] _parameters;
    private readonly ReturnValue _returned;
    private readonly ObjectFactory? _createClass;

    public FunctionMethod(string name, TriggerKind kind, MethodInfo method, ParameterInfo trigger)
    {
        _method = method;
        _returned = new ReturnValue(method.ReturnType);
        IsEntity = kind == TriggerKind.Entity;
        _parameters = IsEntity ? [] : ParameterBindings.Of(name, kind, method, trigger);
        _createClass = method.IsStatic && !IsEntity ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
    }

    private bool IsEntity { get; }

    public async ValueTask<object?> InvokeAsync(FunctionContext context, FunctionCall call)
    {
        var instance = _createClass?.Invoke(context.InstanceServices, arguments: null);
        if (IsEntity)
        {
            // Not through the method: it wants a TaskEntityDispatcher, which only the real extension can make.
            return await ((ITaskEntity)instance!).RunAsync((TaskEntityOperation)call.TriggerValue!);
        }

        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = await _parameters[i](context, call);
        }

        var returned = _method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        return await _returned.AwaitAsync(returned, call.TriggerValue as IWatchedOrchestration);
    }
}
