using System.Reflection;
using Azure.Storage.Queues.Models;
using Expenses.LocalHost.Catalog;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Expenses.LocalHost.Invocation;

/// <summary>How the parameter with the trigger attribute gets its value.</summary>
internal static class TriggerBindings
{
    public static ParameterBinding Of(string function, TriggerKind kind, ParameterInfo parameter) => kind switch
    {
        TriggerKind.Http => AsIs(function, parameter, typeof(HttpRequest)),
        TriggerKind.Timer => AsIs(function, parameter, typeof(TimerInfo)),
        TriggerKind.Orchestration => AsIs(function, parameter, typeof(TaskOrchestrationContext)),
        TriggerKind.Queue => QueuePayload(function, parameter),
        TriggerKind.Activity => Json(parameter),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private static ParameterBinding AsIs(string function, ParameterInfo parameter, Type type) =>
        parameter.ParameterType == type
            ? (_, call) => new ValueTask<object?>(call.TriggerValue)
            : throw new FunctionCatalogException(
                $"Function '{function}': trigger parameter '{parameter.Name}' is a {parameter.ParameterType.Name}; LocalHost binds a {type.Name}.");

    private static ParameterBinding QueuePayload(string function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(BinaryData) || type == typeof(byte[]) || type == typeof(QueueMessage))
        {
            throw new FunctionCatalogException(
                $"Function '{function}': trigger parameter '{parameter.Name}' is a {type.Name}; LocalHost binds a queue message to a string or, as JSON, to a record.");
        }

        return type == typeof(string) ? (_, call) => new ValueTask<object?>(call.TriggerValue) : Json(parameter);
    }

    private static ParameterBinding Json(ParameterInfo parameter) =>
        (_, call) => new ValueTask<object?>(WorkerJson.Deserialize((string?)call.TriggerValue, parameter));
}
