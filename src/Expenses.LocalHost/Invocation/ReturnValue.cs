using System.Reflection;
using Expenses.LocalHost.Durable;

namespace Expenses.LocalHost.Invocation;

/// <summary>Awaits whatever a function method returned and takes the value out.</summary>
internal sealed class ReturnValue
{
    private readonly Func<object, Task>? _asTask;
    private readonly PropertyInfo? _result;

    public ReturnValue(Type declared)
    {
        var generic = declared.IsGenericType ? declared.GetGenericTypeDefinition() : null;
        if (generic == typeof(Task<>))
        {
            _asTask = value => (Task)value;
            _result = declared.GetProperty(nameof(Task<>.Result));
        }
        else if (generic == typeof(ValueTask<>))
        {
            var asTask = declared.GetMethod(nameof(ValueTask<>.AsTask))!;
            _asTask = value => (Task)asTask.Invoke(value, parameters: null)!;
            _result = asTask.ReturnType.GetProperty(nameof(Task<>.Result));
        }
        else if (declared == typeof(Task))
        {
            _asTask = value => (Task)value;
        }
        else if (declared == typeof(ValueTask))
        {
            _asTask = value => ((ValueTask)value).AsTask();
        }
    }

    /// <summary>The type behind Task and ValueTask.</summary>
    public static Type TypeOf(Type declared) =>
        declared.IsGenericType && (declared.GetGenericTypeDefinition() == typeof(Task<>) || declared.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? declared.GetGenericArguments()[0]
            : declared;

    /// <summary>The value behind what a method has returned; an orchestration is shown the task first.</summary>
    public async ValueTask<object?> AwaitAsync(object? returned, IWatchedOrchestration? orchestration = null)
    {
        if (returned is null || _asTask is null)
        {
            orchestration?.Watch(Task.CompletedTask);
            return returned;
        }

        var task = _asTask(returned);
        orchestration?.Watch(task);
        await task;
        return _result?.GetValue(task);
    }
}
