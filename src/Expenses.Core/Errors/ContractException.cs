namespace Expenses.Core.Errors;

/// <summary>
/// A refusal that the caller is told of in the contract's error envelope (codat-contract §2.10). Thrown before
/// anything is stored. Its texts go to the caller as they are, so they never hold secrets or internals.
/// </summary>
public sealed class ContractException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="statusCode">The HTTP status, 4xx.</param>
    /// <param name="error">The envelope's `error` text.</param>
    /// <param name="validation">The rejected values, when the refusal is about some.</param>
    public ContractException(int statusCode, string error, IReadOnlyList<ValidationItem>? validation = null)
        : base(error)
    {
        StatusCode = statusCode;
        Validation = validation ?? [];
    }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>The rejected values; empty when the refusal is not about values.</summary>
    public IReadOnlyList<ValidationItem> Validation { get; }
}
