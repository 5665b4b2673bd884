using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Stands before a connector and passes every call on; a test overrides what it changes.</summary>
/// <param name="real">The connector.</param>
internal abstract class PassThroughConnector(IAccountingConnector real) : IAccountingConnector
{
    public AccountingPlatform Platform => real.Platform;

    public virtual PlatformCapabilities Capabilities => real.Capabilities;

    public bool NeedsAuthorization => real.NeedsAuthorization;

    public Task OpenAsync(Connection connection, CancellationToken cancellationToken = default) => real.OpenAsync(connection, cancellationToken);

    public virtual Task<ReferenceData> ReadReferenceDataAsync(Connection connection, CancellationToken cancellationToken = default) =>
        real.ReadReferenceDataAsync(connection, cancellationToken);

    public virtual Task<PushBatchOutcome> PushAsync(
        Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default) =>
        real.PushAsync(connection, items, cancellationToken);

    public virtual Task<IReadOnlyList<PushItemOutcome>?> FindPushOperationAsync(
        Connection connection, string pushOperationKey, CancellationToken cancellationToken = default) =>
        real.FindPushOperationAsync(connection, pushOperationKey, cancellationToken);

    public virtual Task<IReadOnlyDictionary<string, string>> FindRecordsAsync(
        Connection connection, IReadOnlyList<string> idempotencyKeys, CancellationToken cancellationToken = default) =>
        real.FindRecordsAsync(connection, idempotencyKeys, cancellationToken);

    public virtual Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default) =>
        real.AttachAsync(connection, upload, cancellationToken);

    public virtual Task<string?> FindAttachmentAsync(
        Connection connection, string recordId, string idempotencyKey, CancellationToken cancellationToken = default) =>
        real.FindAttachmentAsync(connection, recordId, idempotencyKey, cancellationToken);
}
