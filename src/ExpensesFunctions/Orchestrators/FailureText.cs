using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>What a failed durable task says, in one line that fits into a record.</summary>
internal static class FailureText
{
    private const int MaxLength = 500;

    /// <summary>The innermost cause. A terminated child has no details (durable-semantics: traps).</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>Type and message of the cause, at most 500 characters.</returns>
    public static string Of(TaskFailedException failure)
    {
        var details = failure.FailureDetails;
        while (details?.InnerFailure is { } inner)
        {
            details = inner;
        }

        var text = details is null ? failure.Message : $"{failure.TaskName}: {details.ErrorType}: {details.ErrorMessage}";
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }
}
