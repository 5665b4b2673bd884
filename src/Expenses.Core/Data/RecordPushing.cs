using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Data;

/// <summary>Carries pushes of records out. Running one again writes nothing twice: its id is the ledger's idempotency key.</summary>
/// <param name="writers">The platforms that take records.</param>
/// <param name="companies">Connections.</param>
/// <param name="pushes">The pushes.</param>
/// <param name="reading">Reads again what was written.</param>
/// <param name="health">What refusals say of connections.</param>
/// <param name="notices">Tells that writes ended (codat-contract B123).</param>
/// <param name="time">The clock.</param>
public sealed class RecordPushing(
    IEnumerable<IReferenceDataWriter> writers,
    ICompanyStore companies,
    IRecordPushStore pushes,
    DataReading reading,
    ConnectionHealth health,
    IChangeNotices notices,
    TimeProvider time)
{
    private readonly Dictionary<string, IReferenceDataWriter> _writers =
        writers.ToDictionary(writer => writer.PlatformKey, StringComparer.OrdinalIgnoreCase);

    /// <summary>What writes to a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The writer, or null when its platform takes no records.</returns>
    public IReferenceDataWriter? WriterOf(Connection connection) => _writers.GetValueOrDefault(connection.PlatformKey);

    /// <summary>Runs a push. One that has ended stays as it is.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it has ended.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked now; try again, or <see cref="FailAsync"/>.</exception>
    public async Task RunAsync(CompanyKey company, RecordPushId id, CancellationToken cancellationToken)
    {
        if (await pushes.FindAsync(company, id, cancellationToken) is not { Status: RecordPushStatus.Pending } push)
        {
            return;
        }

        if (push.StatusAt(time.GetUtcNow()) == RecordPushStatus.TimedOut)
        {
            await EndAsync(push, RecordPushStatus.TimedOut, "", cancellationToken);
            return;
        }

        var connection = await companies.FindConnectionAsync(company, push.Connection, cancellationToken);
        if (connection is not { Status: ConnectionStatus.Linked } || WriterOf(connection) is not { } writer)
        {
            await EndAsync(push, RecordPushStatus.Failed, $"The connection is {connection?.Status.ToString() ?? "deleted"}.", cancellationToken);
            return;
        }

        await WriteAsync(push, connection, writer, cancellationToken);
    }

    /// <summary>Ends a push that could not be run.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it has ended.</returns>
    public async Task FailAsync(CompanyKey company, RecordPushId id, string reason, CancellationToken cancellationToken)
    {
        if (await pushes.FindAsync(company, id, cancellationToken) is { Status: RecordPushStatus.Pending } push)
        {
            await EndAsync(push, RecordPushStatus.Failed, reason, cancellationToken);
        }
    }

    private async Task WriteAsync(RecordPush push, Connection connection, IReferenceDataWriter writer, CancellationToken cancellationToken)
    {
        var write = new ReferenceWrite(
            DerivedId.Key("record-push", push.Company.ToString(), push.Id.Value), push.Draft, push.Target, push.Force);
        ReferenceWriteOutcome outcome;
        try
        {
            outcome = await writer.WriteAsync(connection, write, cancellationToken);
        }
        catch (ConnectorException failure) when (failure.Category
            is FailureCategory.Rejected or FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired)
        {
            await health.RefusedAsync(connection, failure, cancellationToken);
            await EndAsync(push, RecordPushStatus.Failed, failure.Message, cancellationToken);
            return;
        }

        var name = RecordNames.Of(push.DataType);
        if (outcome.RecordId is null)
        {
            await EndAsync(
                push with { Refusals = [.. outcome.Refusals.Select(refusal => $"Failed to push to {name} as {refusal}")] },
                RecordPushStatus.Failed,
                $"Push failed for {name}: see validation for more information",
                cancellationToken);
            return;
        }

        if (push.ReadAfter)
        {
            // Before the push ends: who sees it done finds the record.
            await reading.ReadAfterWriteAsync(connection, push.DataType, cancellationToken);
        }

        await EndAsync(push with { RecordId = outcome.RecordId }, RecordPushStatus.Success, "", cancellationToken);
    }

    // What was told as timed out stays timed out, whatever landed after all: the record is named all the same (B035).
    private async Task EndAsync(RecordPush push, RecordPushStatus status, string error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ended = push.StatusAt(now) == RecordPushStatus.TimedOut
            ? push with { Status = RecordPushStatus.TimedOut, ErrorMessage = $"It was not done within {push.TimeoutInMinutes} minutes. {error}".Trim() }
            : push with { Status = status, ErrorMessage = error };
        ended = ended with { Completed = now };
        await pushes.UpdateAsync(ended, await notices.WrittenAsync(ended, cancellationToken), cancellationToken);
    }
}
