namespace Expenses.Core.Errors;

/// <summary>A conditional write lost against another writer. Read again and decide again; never force it.</summary>
public sealed class ConcurrencyConflictException : Exception
{
    /// <summary>Makes the conflict.</summary>
    /// <param name="what">The row that had changed, for the log.</param>
    /// <param name="innerException">The store's own error.</param>
    public ConcurrencyConflictException(string what, Exception? innerException = null)
        : base($"{what} was changed by another writer.", innerException)
    {
    }
}
