using System.Reflection;
using Expenses.LocalHost.Catalog;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Invocation;

/// <summary>Gives one parameter its value.</summary>
internal delegate ValueTask<object?> ParameterBinding(FunctionContext context, FunctionCall call);

/// <summary>
/// Decides once, at start, where each parameter of a function comes from (durable-semantics §13): its attribute, its type,
/// and else its name among the values the trigger brought along.
/// </summary>
internal static class ParameterBindings
{
    public static ParameterBinding[] Of(string function, TriggerKind kind, MethodInfo method, ParameterInfo trigger)
    {
        var parameters = method.GetParameters();
        var input = kind == TriggerKind.Orchestration ? parameters.FirstOrDefault(IsUnbound) : null;
        return [.. parameters.Select(parameter => parameter.Position == trigger.Position
            ? TriggerBindings.Of(function, kind, parameter)
            : parameter == input ? OrchestrationInput.Of(parameter) : Of(function, kind, parameter))];
    }

    private static bool IsUnbound(ParameterInfo parameter) =>
        !parameter.IsDefined(typeof(OrchestrationTriggerAttribute)) && !parameter.IsDefined(typeof(DurableClientAttribute))
        && !typeof(FunctionContext).IsAssignableFrom(parameter.ParameterType) && parameter.ParameterType != typeof(CancellationToken);

    private static ParameterBinding Of(string function, TriggerKind kind, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return type.IsAssignableFrom(typeof(DurableTaskClient)) && type != typeof(object)
                ? (_, call) => new ValueTask<object?>(call.DurableClient)
                : throw new FunctionCatalogException($"Function '{function}': [DurableClient] parameter '{parameter.Name}' must be a DurableTaskClient.");
        }

        if (parameter.IsDefined(typeof(FromBodyAttribute)))
        {
            return kind == TriggerKind.Http
                ? JsonBody.Of(parameter)
                : throw new FunctionCatalogException($"Function '{function}': [FromBody] parameter '{parameter.Name}' needs an HTTP trigger.");
        }

        if (type == typeof(HttpContext) || typeof(HttpRequestData).IsAssignableFrom(type))
        {
            throw new FunctionCatalogException(
                $"Function '{function}': parameter '{parameter.Name}' cannot be a {type.Name}; take an HttpRequest, or the FunctionContext and its GetHttpContext().");
        }

        return ByType(type) ?? NamedValue.Of(function, parameter);
    }

    private static ParameterBinding? ByType(Type type) =>
        type == typeof(FunctionContext) ? (context, _) => new ValueTask<object?>(context)
        : type == typeof(CancellationToken) ? (context, _) => new ValueTask<object?>(context.CancellationToken)
        : type == typeof(HttpRequest) ? (context, _) => new ValueTask<object?>(context.GetHttpContext()?.Request)
        : null;
}
