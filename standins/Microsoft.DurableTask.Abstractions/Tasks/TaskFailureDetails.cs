using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.Exceptions;

namespace Microsoft.DurableTask;

/// <summary>A failure as it travels in a history: types by name, no exception objects.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception is OrchestrationException { FailureDetails: { } core })
        {
            return FromCore(core);
        }

        return new TaskFailureDetails(
            exception.GetType().FullName ?? "(unknown)",
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? FromException(inner) : null,
            Properties: null);
    }

    private static TaskFailureDetails FromCore(FailureDetails core)
        => new(core.ErrorType, core.ErrorMessage, core.StackTrace, core.InnerFailure is { } inner ? FromCore(inner) : null, Properties: null);

    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception.", nameof(targetBaseExceptionType));
        }

        return IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly());
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private bool IsCausedBy(Type target, Assembly caller)
        => FindErrorType(target.Assembly, caller) is { } type && target.IsAssignableFrom(type);

    private Type? FindErrorType(Assembly targetAssembly, Assembly caller)
    {
        var found = Type.GetType(ErrorType, throwOnError: false)
            ?? targetAssembly.GetType(ErrorType, throwOnError: false)
            ?? caller.GetType(ErrorType, throwOnError: false);
        if (found is not null)
        {
            return found;
        }

        var matches = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .OfType<Type>()
            .Take(2)
            .ToList();
        return matches.Count switch
        {
            0 => null,
            1 => matches[0],
            _ => throw new AmbiguousMatchException($"Several loaded assemblies have an exception type '{ErrorType}'."),
        };
    }
}
