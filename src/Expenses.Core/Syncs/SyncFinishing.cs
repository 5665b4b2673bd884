using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Telemetry;

namespace Expenses.Core.Syncs;

/// <summary>Ends an attempt of a sync with its final code (codat-contract §4.9).</summary>
/// <param name="syncs">Sync records.</param>
/// <param name="companies">Companies and connections: one that went while the sync ran explains its failure (4040, 4220).</param>
/// <param name="time">The clock.</param>
public sealed class SyncFinishing(ISyncStore syncs, ICompanyStore companies, TimeProvider time)
{
    /// <summary>Ends the attempt. One that has ended keeps its code.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="code">The final code; null to take it from how the transactions stand, as it is when all of them have landed.</param>
    /// <param name="message">The first error; empty when there was none.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>The sync as it is now; null when there is no such sync.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed it; run it again.</exception>
    public async Task<SyncRecord?> FinishAsync(
        SyncRequestV1 request, SyncStatusCode? code, string message, CancellationToken cancellationToken)
    {
        var company = new CompanyKey(new ClientId(request.Client), new CompanyId(request.Company));
        var sync = await syncs.FindAsync(company, new SyncId(request.Sync), cancellationToken);
        if (sync is null || sync.IsFinished || sync.Attempt != request.Attempt)
        {
            return sync;
        }

        var counts = await syncs.ReadProgressAsync(company, sync.Id, cancellationToken);
        var final = code ?? SyncStatusTable.FinalCode(counts);
        if (HasLanded(sync, counts))
        {
            // Whatever went wrong afterwards, a connection deleted among it, there is nothing that it kept from the ledger.
            (final, message) = (SyncStatusTable.FinalCode(counts), "");
        }
        else if (final is SyncStatusCode.CompleteNothingWritten or SyncStatusCode.ServerError
            && SyncWork.StopOf(await companies.ListConnectionsAsync(company, cancellationToken)) is { } stop)
        {
            (final, message) = (stop.Code, stop.Message);
        }

        var failed = SyncStatusTable.All[final].Outcome == SyncOutcome.Failed;
        var ended = await syncs.UpdateAsync(
            sync.Finish(
                final,
                counts.Written > 0,
                failed ? ReadableText(sync, final, counts, message) : "",
                failed ? ExceptionText(sync, final, message) : "",
                time.GetUtcNow()),
            cancellationToken);
        ExpensesMetrics.SyncEnded(final);
        if (ended is { ExpectedEnd: { } expected, Completed: { } completed })
        {
            ExpensesMetrics.FinishTimeError(completed - expected);
        }

        return ended;
    }

    private static bool HasLanded(SyncRecord sync, SyncCounts counts) =>
        counts.Total > 0 && counts.Total == sync.TransactionCount && counts.Completed == counts.Total;

    private static string ReadableText(SyncRecord sync, SyncStatusCode code, SyncCounts counts, string message)
    {
        var standing = counts.Total == 0
            ? ""
            : $" {counts.Completed} of {counts.Total} transactions are in the ledger; {counts.Total - counts.Completed} are not.";
        return code switch
        {
            // The contract fixes this text (§4.1 rule 2); nothing is added to it.
            SyncStatusCode.Duplicate => message,
            // The cause is technical and stands in the other text.
            SyncStatusCode.ServerError => $"{SyncStatusTable.All[code].Label}. Retry the sync, or quote correlation ID {sync.CorrelationId} when you report it.{standing}",
            _ => message.Length == 0 ? $"{SyncStatusTable.All[code].Label}.{standing}" : $"{message}{standing}",
        };
    }

    // The downstream pattern of §4.9, two blanks included.
    private static string ExceptionText(SyncRecord sync, SyncStatusCode code, string message) => code == SyncStatusCode.PushError
        ? $"An error occurred in a downstream service. Correlation ID: {sync.CorrelationId}. Message:  {message}"
        : $"{SyncStatusTable.All[code].Label}. Correlation ID: {sync.CorrelationId}. {message}";
}
