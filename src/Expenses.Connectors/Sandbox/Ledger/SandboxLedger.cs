using Expenses.Connectors.Sandbox.Ledger.Attachments;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Operations;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Connectors.Sandbox.Ledger.Traffic;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox.Ledger;

/// <summary>
/// The sandbox platform's own side: a double-entry ledger for each connection, with its own rules. What is public reads
/// it, or carries out what it accepted; what the connector calls goes through the request gate like any client's call.
/// </summary>
public sealed class SandboxLedger
{
    private readonly LedgerParts _parts;
    private readonly SandboxOptions _options;

    internal SandboxLedger(LedgerParts parts, SandboxOptions options) => (_parts, _options) = (parts, options);

    /// <summary>Reads journals, oldest first.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <param name="first">How many to leave out, from 0.</param>
    /// <param name="count">How many to read at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The journals, and how many there are in all; none for a ledger that was never opened.</returns>
    public Task<SandboxJournalPage> ListJournalsAsync(Connection connection, int first, int count, CancellationToken cancellationToken = default) =>
        _parts.Reports.ListJournalsAsync(LedgerName.Of(connection), first, count, cancellationToken);

    /// <summary>Deletes a journal behind everybody's back, as the owner of the books may. Its number is not given again.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <param name="journalId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the ledger has no such journal.</returns>
    public async Task<bool> DeleteJournalAsync(Connection connection, string journalId, CancellationToken cancellationToken = default) =>
        LedgerRow.JournalNumber(journalId) is not null && await _parts.Reports.DeleteJournalAsync(LedgerName.Of(connection), journalId, cancellationToken);

    /// <summary>Opens an attachment.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <param name="attachmentId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The attachment and its bytes, or null.</returns>
    public Task<SandboxAttachmentContent?> OpenAttachmentAsync(Connection connection, string attachmentId, CancellationToken cancellationToken = default) =>
        _parts.Attachments.OpenAsync(LedgerName.Of(connection), attachmentId, cancellationToken);

    /// <summary>Adds all journals up by account; reads the whole ledger.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The trial balance in base currency; an empty one for a ledger that was never opened.</returns>
    public Task<SandboxTrialBalance> TrialBalanceAsync(Connection connection, CancellationToken cancellationToken = default) =>
        _parts.Reports.TrialBalanceAsync(SessionOf(connection), cancellationToken);

    /// <summary>Carries an accepted push out. Doing so again changes nothing.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <param name="pushOperationKey">The key the push was answered with.</param>
    /// <param name="cancellationToken">Gives up waiting; call again then.</param>
    /// <returns>True when it is done, now or before; false when the ledger knows no such operation.</returns>
    public Task<bool> CompletePushOperationAsync(Connection connection, string pushOperationKey, CancellationToken cancellationToken = default) =>
        _parts.Operations.CompleteAsync(SessionOf(connection), pushOperationKey, cancellationToken);

    /// <summary>The fault a ledger has been given.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <returns>The fault; <see cref="SandboxFault.None"/> when it behaves.</returns>
    public SandboxFault FaultOf(Connection connection) => SessionOf(connection).Faults.Fault;

    /// <summary>Gives a ledger a fault. It is this process's: another instance of the app and a restart know nothing of it.</summary>
    /// <param name="connection">Whose ledger.</param>
    /// <param name="fault">The fault.</param>
    public void SetFault(Connection connection, SandboxFault fault) => SessionOf(connection).Faults.Fault = fault;

    internal Task OpenAsync(Connection connection, CancellationToken cancellationToken) =>
        _parts.Books.OpenAsync(LedgerName.Of(connection), cancellationToken);

    internal Task<ReferenceData> ReadBooksAsync(Connection connection, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.ReadAsync(session, async () => (await _parts.Books.ReadAsync(session, cancellationToken)).Data with { LockDate = _options.LockDate }, cancellationToken);
    }

    internal Task<PostingAnswer> PostAsync(Connection connection, IReadOnlyList<PostingRequest> requests, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.WriteAsync(session, () => AcceptAsync(connection, session, requests, cancellationToken), cancellationToken);
    }

    internal Task<IReadOnlyList<PostingOutcome>?> FindPushOperationAsync(Connection connection, string key, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.ReadAsync(session, () => _parts.Operations.FindAsync(session.Name, key, cancellationToken), cancellationToken);
    }

    internal Task<IReadOnlyDictionary<string, KeyEntry>> FindKeysAsync(Connection connection, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        RefuseMoreThan(SandboxLimits.KeysPerLookup, keys.Count);
        var session = SessionOf(connection);
        return _parts.Gate.ReadAsync(session, () => _parts.Keys.FindAsync(session.Name, keys, cancellationToken), cancellationToken);
    }

    internal Task<string> AttachAsync(Connection connection, AttachmentRequest request, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.WriteAsync(session, () => _parts.Attachments.AttachAsync(session.Name, request, cancellationToken), cancellationToken);
    }

    internal Task<string?> FindAttachmentAsync(Connection connection, string recordId, string key, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.ReadAsync(session, () => _parts.Attachments.FindAsync(session.Name, recordId, key, cancellationToken), cancellationToken);
    }

    internal Task<LedgerEntryPage> ListEntriesAsync(
        Connection connection, DateTimeOffset from, string? after, int count, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.ReadAsync(session, () => _parts.Entries.ListAsync(session, from, after, count, cancellationToken), cancellationToken);
    }

    internal Task<IReadOnlyList<LedgerEntry>> FindEntriesAsync(Connection connection, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        RefuseMoreThan(SandboxLimits.KeysPerLookup, ids.Count);
        var session = SessionOf(connection);
        return _parts.Gate.ReadAsync(session, () => _parts.Entries.FindAsync(session, ids, cancellationToken), cancellationToken);
    }

    internal Task<ReferenceWriteOutcome> WriteRecordAsync(Connection connection, ReferenceWrite write, CancellationToken cancellationToken)
    {
        var session = SessionOf(connection);
        return _parts.Gate.WriteAsync(session, () => _parts.Records.WriteAsync(session, write, cancellationToken), cancellationToken);
    }

    private async Task<PostingAnswer> AcceptAsync(
        Connection connection, LedgerSession session, IReadOnlyList<PostingRequest> requests, CancellationToken cancellationToken)
    {
        RefuseMoreThan(SandboxLimits.BatchSize, requests.Count);
        if (!_options.Asynchronous)
        {
            return new PostingAnswer(await _parts.Posting.PostAsync(session, requests, cancellationToken));
        }

        await _parts.Books.ReadAsync(session, cancellationToken);
        return new PostingAnswer([], await _parts.Operations.AcceptAsync(connection, requests, cancellationToken));
    }

    private static void RefuseMoreThan(int limit, int count)
    {
        if (count > limit)
        {
            throw new LedgerException(LedgerError.BadRequest, "batch_too_large", $"A request holds at most {limit} items, this one {count}.");
        }
    }

    private LedgerSession SessionOf(Connection connection) => _parts.Sessions.Of(LedgerName.Of(connection));
}
