using Azure;

namespace Expenses.Storage.Connections;

/// <summary>Tells a storage account that is away for a while from everything else that can go wrong with it.</summary>
public static class StorageOutage
{
    private const int TooManyRequests = 429;
    private const int RequestTimeout = 408;
    private const int ServerErrors = 500;

    /// <summary>Whether a failure, left over after the client's own retries, may be gone when the work is done again later.</summary>
    /// <param name="exception">The failure.</param>
    /// <returns>True for an account that did not answer, was too busy or answered with a fault of its own.</returns>
    public static bool Is(Exception exception) => exception switch
    {
        // No status: the account was never reached.
        RequestFailedException failure => failure.Status is 0 or RequestTimeout or TooManyRequests or >= ServerErrors,
        AggregateException several => several.InnerExceptions.All(Is),
        // The client's own time limit.
        OperationCanceledException { InnerException: TimeoutException or IOException } => true,
        _ => false,
    };
}
