using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.History;

/// <summary>A failure as data (durable-semantics §6).</summary>
internal sealed record Failure(string ErrorType, string ErrorMessage, string? StackTrace, Failure? Inner)
{
    public static Failure From(Exception exception) => new(
        exception.GetType().FullName ?? "(unknown)",
        exception.Message,
        exception.StackTrace,
        exception switch
        {
            // The cause travels as data in these two, not as an inner exception.
            TaskFailedException failed => From(failed.FailureDetails),
            EntityOperationFailedException failed => From(failed.FailureDetails),
            { InnerException: { } inner } => From(inner),
            _ => null,
        });

    public static Failure? From(TaskFailureDetails? details)
        => details is null
            ? null
            : new Failure(details.ErrorType, details.ErrorMessage, details.StackTrace, From(details.InnerFailure));

    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), Properties: null);

    /// <summary>As the engine's own exception of a failed activity carries it.</summary>
    public FailureDetails ToCore() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToCore(), isNonRetriable: false);

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
