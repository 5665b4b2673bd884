#nullable disable
namespace DurableTask.Core;

/// <summary>Why an activity, an orchestration or an entity operation failed.</summary>
public class FailureDetails(string errorType, string errorMessage, string stackTrace, FailureDetails innerFailure, bool isNonRetriable)
{
    public string ErrorType { get; } = errorType;

    public string ErrorMessage { get; } = errorMessage;

    public string StackTrace { get; } = stackTrace;

    public FailureDetails InnerFailure { get; } = innerFailure;

    public bool IsNonRetriable { get; } = isNonRetriable;

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
