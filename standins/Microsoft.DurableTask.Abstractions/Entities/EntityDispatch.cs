using System.Reflection;

namespace Microsoft.DurableTask.Entities;

/// <summary>Finds and calls the method of an object that answers an entity operation.</summary>
internal static class EntityDispatch
{
    private const BindingFlags Operations = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    public static bool TryInvoke(object target, TaskEntityOperation operation, out object? result)
    {
        result = null;
        if (target.GetType().GetMethod(operation.Name, Operations) is not { } method)
        {
            return false;
        }

        result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, Bind(method, operation), culture: null);
        return true;
    }

    public static async ValueTask<object?> UnwrapAsync(object? result)
    {
        switch (result)
        {
            case ValueTask valueTask:
                await valueTask;
                return null;
            case Task task:
                await task;
                return ResultOf(task);
            default:
                var type = result?.GetType();
                if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
                {
                    var inner = (Task)type.GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(result, null)!;
                    await inner;
                    return ResultOf(inner);
                }

                return result;
        }
    }

    private static object? ResultOf(Task task)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            {
                // A plain asynchronous method is a Task<VoidTaskResult>, a type without content.
                return type.GenericTypeArguments[0].Name == "VoidTaskResult" ? null : type.GetProperty("Result")!.GetValue(task);
            }
        }

        return null;
    }

    private static object?[] Bind(MethodInfo method, TaskEntityOperation operation)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        ParameterInfo? input = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (type == typeof(TaskEntityContext))
            {
                arguments[i] = operation.Context;
            }
            else if (type == typeof(TaskEntityOperation))
            {
                arguments[i] = operation;
            }
            else if (input is not null)
            {
                throw new InvalidOperationException(
                    $"Entity operation '{operation}': the method '{method}' takes more than one input ('{input.Name}', '{parameters[i].Name}').");
            }
            else
            {
                input = parameters[i];
                arguments[i] = InputFor(input, operation);
            }
        }

        return arguments;
    }

    private static object? InputFor(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException(
                $"Entity operation '{operation}': the parameter '{parameter.Name}' needs an input and none was given.");
    }
}
