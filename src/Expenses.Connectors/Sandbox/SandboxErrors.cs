using Azure;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox;

/// <summary>What a failed request to the ledger means for what comes next.</summary>
internal static class SandboxErrors
{
    private const string Prefix = "sandbox.";

    public static string Code(string ledgerCode) => Prefix + ledgerCode;

    public static ConnectorException From(LedgerException exception) => new(
        exception.Error switch
        {
            LedgerError.TooManyRequests => FailureCategory.RateLimited,
            LedgerError.Unavailable => FailureCategory.Transient,
            LedgerError.AnswerLost => FailureCategory.UnknownOutcome,
            LedgerError.SubscriptionLapsed => FailureCategory.SubscriptionExpired,
            LedgerError.AccessRevoked => FailureCategory.Unauthorized,
            _ => FailureCategory.Rejected,
        },
        Code(exception.Code),
        exception.Message,
        exception.RetryAfter,
        exception);

    /// <summary>The ledger's storage failed on the way: what a broken connection is to a platform elsewhere.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="writes">Whether the request may have written something.</param>
    public static ConnectorException FromStorage(Exception exception, bool writes) => new(
        writes ? FailureCategory.UnknownOutcome : FailureCategory.Transient,
        Code("storage"),
        "The sandbox ledger's storage did not answer.",
        retryAfter: null,
        exception);

    /// <summary>Failures of the storage account and of the way to it; anything else is a defect and stays one.</summary>
    public static bool IsStorage(Exception exception) => exception switch
    {
        // A missing or damaged assembly is an IOException too, and a defect of the installation.
        FileNotFoundException or FileLoadException => false,
        RequestFailedException or IOException or HttpRequestException => true,
        AggregateException several => several.InnerExceptions.All(IsStorage),
        // The storage client's own time limit; the caller's wish to stop is told apart before this is asked.
        OperationCanceledException => true,
        _ => false,
    };
}
