using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Microsoft.Extensions.Logging;

namespace Expenses.Connectors.Sandbox;

/// <summary>The client of the sandbox ledger. It holds no rules of the ledger's: what is wrong, the ledger says.</summary>
internal sealed class SandboxConnector(SandboxLedger ledger, SandboxOptions options, ILogger<SandboxConnector> logger) : IAccountingConnector
{
    public AccountingPlatform Platform => SandboxPlatform.Platform;

    public PlatformCapabilities Capabilities { get; } = SandboxCapabilities.From(options);

    public bool NeedsAuthorization => !options.LinkAtOnce;

    public Task OpenAsync(Connection connection, CancellationToken cancellationToken = default) =>
        CallAsync(
            connection,
            writes: false,
            async () =>
            {
                await ledger.OpenAsync(connection, cancellationToken);
                return true;
            },
            cancellationToken);

    // Each connection has a ledger of its own.
    public async Task<ReferenceData> ReadReferenceDataAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        var data = await CallAsync(connection, writes: false, () => ledger.ReadBooksAsync(connection, cancellationToken), cancellationToken);
        return data.Company is { } company ? data with { Company = company with { Id = connection.Id.Value } } : data;
    }

    public async Task<PushBatchOutcome> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default)
    {
        var requests = items.Select(SandboxMapper.ToRequest).ToList();
        var answer = await CallAsync(connection, writes: true, () => ledger.PostAsync(connection, requests, cancellationToken), cancellationToken);
        Log.Pushed(logger, connection.Id, items.Count, answer.PushOperationKey);
        return new PushBatchOutcome(
            [.. answer.Outcomes.Zip(items, (outcome, item) => SandboxMapper.ToOutcome(item.Transaction.Id, outcome))],
            answer.PushOperationKey);
    }

    public async Task<IReadOnlyList<PushItemOutcome>?> FindPushOperationAsync(Connection connection, string pushOperationKey, CancellationToken cancellationToken = default)
    {
        var outcomes = await CallAsync(
            connection, writes: false, () => ledger.FindPushOperationAsync(connection, pushOperationKey, cancellationToken), cancellationToken);
        return outcomes?.Select(outcome => SandboxMapper.ToOutcome(TransactionId.From(outcome.Reference), outcome)).ToList();
    }

    public async Task<IReadOnlyDictionary<string, string>> FindRecordsAsync(
        Connection connection, IReadOnlyList<string> idempotencyKeys, CancellationToken cancellationToken = default)
    {
        var entries = await CallAsync(
            connection, writes: false, () => ledger.FindKeysAsync(connection, idempotencyKeys, cancellationToken), cancellationToken);
        return entries.ToDictionary(entry => entry.Key, entry => entry.Value.RecordId, StringComparer.Ordinal);
    }

    public Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default) =>
        CallAsync(
            connection, writes: true, () => ledger.AttachAsync(connection, SandboxMapper.ToRequest(upload), cancellationToken), cancellationToken);

    public Task<string?> FindAttachmentAsync(Connection connection, string recordId, string idempotencyKey, CancellationToken cancellationToken = default) =>
        CallAsync(
            connection, writes: false, () => ledger.FindAttachmentAsync(connection, recordId, idempotencyKey, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(Connection connection, bool writes, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (LedgerException exception)
        {
            Log.Refused(logger, connection.Id, exception.Error, exception.Code);
            throw SandboxErrors.From(exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && SandboxErrors.IsStorage(exception))
        {
            throw SandboxErrors.FromStorage(exception, writes);
        }
    }
}
