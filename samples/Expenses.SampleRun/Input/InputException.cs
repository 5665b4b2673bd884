namespace Expenses.SampleRun.Input;

/// <summary>An input file that cannot be used; the message names the file and the line or field.</summary>
internal sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);
