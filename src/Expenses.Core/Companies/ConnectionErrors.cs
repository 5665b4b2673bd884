namespace Expenses.Core.Companies;

/// <summary>What went wrong with a connection's authorisation (codat-contract B021). The newest few are kept.</summary>
/// <param name="All">The errors, newest first.</param>
public sealed record ConnectionErrors(IReadOnlyList<ConnectionError> All)
{
    private const int Kept = 10;

    /// <summary>Adds an error. The same one again, while it is not resolved, is not a second one.</summary>
    /// <param name="errors">What there was; null for nothing.</param>
    /// <param name="error">What went wrong.</param>
    /// <returns>All errors.</returns>
    public static ConnectionErrors With(ConnectionErrors? errors, ConnectionError error)
    {
        var all = errors?.All ?? [];
        return all.Any(known => known.Resolved is null && string.Equals(known.Message, error.Message, StringComparison.Ordinal))
            ? errors!
            : new ConnectionErrors([error, .. all.Take(Kept - 1)]);
    }

    /// <summary>Marks every error as resolved.</summary>
    /// <param name="errors">What there was; null for nothing.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>All errors, or null when there were none.</returns>
    public static ConnectionErrors? Resolve(ConnectionErrors? errors, DateTimeOffset now) => errors is null
        ? null
        : new ConnectionErrors([.. errors.All.Select(error => error.Resolved is null ? error with { Resolved = now } : error)]);
}

/// <summary>One failure of a connection's authorisation.</summary>
/// <param name="StatusCode">What the platform answered, as an HTTP status.</param>
/// <param name="StatusText">The same in a word.</param>
/// <param name="Message">The platform's words.</param>
/// <param name="Occurred">When, UTC.</param>
/// <param name="Resolved">When it was over, UTC; null while it is not.</param>
public sealed record ConnectionError(
    int StatusCode, string StatusText, string Message, DateTimeOffset Occurred, DateTimeOffset? Resolved = null);
