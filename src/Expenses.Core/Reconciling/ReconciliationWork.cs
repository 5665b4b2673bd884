using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>The steps of a reconciliation. Each may be done again and comes to the same.</summary>
/// <param name="companies">Connections.</param>
/// <param name="readers">The platforms that let their entries be read.</param>
/// <param name="walk">What was recorded.</param>
/// <param name="ledger">What the ledger has too much.</param>
/// <param name="store">Reconciliations.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationWork(
    ICompanyStore companies, LedgerReaders readers, RecordedWalk walk, LedgerSide ledger, IReconciliationStore store, TimeProvider time)
{
    /// <summary>Begins a reconciliation.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Its id.</param>
    /// <param name="window">How far it looks back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>It and the connection; null when the company has no linked ledger that can be read.</returns>
    public async Task<(Reconciliation Reconciliation, Connection Connection)?> BeginAsync(
        CompanyKey company, string id, TimeSpan window, CancellationToken cancellationToken)
    {
        if (await readers.FindLedgerAsync(companies, company, cancellationToken) is not { } connection)
        {
            return null;
        }

        if (await store.FindRunningAsync(company, cancellationToken) is { } running && string.Equals(running.Id, id, StringComparison.Ordinal))
        {
            return (running, connection);
        }

        var now = time.GetUtcNow();
        var begun = new Reconciliation { Company = company, Id = id, Started = now, From = now - window };
        await store.BeginAsync(begun, cancellationToken);
        return (begun, connection);
    }

    /// <summary>Compares the next entries: one request to the platform at most.</summary>
    /// <param name="step">Where it stands.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What was found, and where to go on.</returns>
    /// <exception cref="ConnectorException">The ledger could not be read, or is not linked any more.</exception>
    public async Task<StepOutcome> StepAsync(ReconciliationStep step, CancellationToken cancellationToken)
    {
        var connection = await readers.FindLedgerAsync(companies, step.Company, cancellationToken);
        if (connection is null || connection.Id != step.Connection)
        {
            throw new ConnectorException(FailureCategory.Unauthorized, "not_linked", "The accounting connection is not linked any more.");
        }

        var reader = readers.For(connection);
        var (findings, next) = step.IsLedgerSide
            ? await LedgerStepAsync(reader, connection, step, cancellationToken)
            : await RecordedStepAsync(reader, connection, step, cancellationToken);
        var listed = findings.Differences.Take(Math.Max(0, Reconciliation.ListedDifferences - step.Listed)).ToList();
        await store.AddDifferencesAsync(step.Company, step.Id, step.Number, listed, cancellationToken);
        return new StepOutcome(findings, next, listed.Count);
    }

    /// <summary>Ends a reconciliation.</summary>
    /// <param name="ended">It with what was found; state and end are set here.</param>
    /// <param name="cancellationToken">Gives up waiting; do it again.</param>
    /// <returns>It as it is kept.</returns>
    public async Task<Reconciliation> EndAsync(Reconciliation ended, CancellationToken cancellationToken)
    {
        // Done before: the end keeps its time, so that what follows from it is the same too.
        if (await store.FindLatestAsync(ended.Company, cancellationToken) is { } latest && string.Equals(latest.Id, ended.Id, StringComparison.Ordinal))
        {
            ended = ended with { Ended = latest.Ended };
        }

        var kept = ended with
        {
            State = ended.Reason.Length == 0 ? ReconciliationState.Complete : ReconciliationState.Failed,
            Ended = ended.Ended ?? time.GetUtcNow(),
        };
        await store.EndAsync(kept, cancellationToken);
        return kept;
    }

    private async Task<(Findings Findings, string? Next)> RecordedStepAsync(
        ILedgerReader reader, Connection connection, ReconciliationStep step, CancellationToken cancellationToken)
    {
        var place = step.Cursor is { } cursor ? RecordedPlace.Parse(cursor) : RecordedPlace.Before(step.Started);
        var recorded = await walk.TakeAsync(connection, place, step.From, reader.PageSize, cancellationToken);
        return (await RecordedSide.CompareAsync(reader, connection, recorded.Entries, cancellationToken), recorded.Next);
    }

    private async Task<(Findings Findings, string? Next)> LedgerStepAsync(
        ILedgerReader reader, Connection connection, ReconciliationStep step, CancellationToken cancellationToken)
    {
        var page = await reader.ListAsync(connection, step.From, step.Cursor, cancellationToken);
        return (await ledger.CompareAsync(connection, page.Entries, cancellationToken), page.Next);
    }
}

/// <summary>Where a reconciliation stands.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Id">Its id.</param>
/// <param name="Connection">The connection it reads.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="From">The beginning of its window, UTC.</param>
/// <param name="Number">The step's number, from 0.</param>
/// <param name="IsLedgerSide">Whether it goes through the ledger now, after what was recorded.</param>
/// <param name="Cursor">Where that side goes on; null at its beginning.</param>
/// <param name="Listed">How many differences are kept already.</param>
public sealed record ReconciliationStep(
    CompanyKey Company,
    string Id,
    ConnectionId Connection,
    DateTimeOffset Started,
    DateTimeOffset From,
    int Number,
    bool IsLedgerSide,
    string? Cursor,
    int Listed);

/// <summary>What a step came to.</summary>
/// <param name="Findings">What was found.</param>
/// <param name="Next">Where this side goes on; null at its end.</param>
/// <param name="Listed">How many of the differences are kept.</param>
public sealed record StepOutcome(Findings Findings, string? Next, int Listed);
