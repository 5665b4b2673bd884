using Expenses.Core.Companies;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Connectors;

/// <summary>One accounting platform. Every failure is a <see cref="ConnectorException"/> with its category.</summary>
public interface IAccountingConnector
{
    /// <summary>The platform.</summary>
    AccountingPlatform Platform { get; }

    /// <summary>What it can do.</summary>
    PlatformCapabilities Capabilities { get; }

    /// <summary>Whether a new connection needs the customer's consent; false when it is linked at once.</summary>
    bool NeedsAuthorization { get; }

    /// <summary>Prepares the platform's side of a new connection. Running it again changes nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is ready.</returns>
    Task OpenAsync(Connection connection, CancellationToken cancellationToken = default);

    /// <summary>Reads what can be mapped to.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Accounts, tax rates, tracking categories, suppliers and customers.</returns>
    Task<ReferenceData> ReadReferenceDataAsync(Connection connection, CancellationToken cancellationToken = default);

    /// <summary>Writes transactions to the ledger in one request; one refused item does not refuse the others.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="items">At most <see cref="PlatformCapabilities.BatchSize"/> items.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is then unknown.</param>
    /// <returns>The outcome of each item, or the key of a push operation that gives it later.</returns>
    Task<PushBatchOutcome> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default);

    /// <summary>Asks for the outcome of a push operation.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="pushOperationKey">The key <see cref="PushAsync"/> gave.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The outcome of each item, or null while the platform works on it.</returns>
    Task<IReadOnlyList<PushItemOutcome>?> FindPushOperationAsync(Connection connection, string pushOperationKey, CancellationToken cancellationToken = default);

    /// <summary>Looks records up by our reference: what an unknown outcome needs before any resend (design section 4).</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="idempotencyKeys">Our keys.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The ledger's record id for each key that has one.</returns>
    Task<IReadOnlyDictionary<string, string>> FindRecordsAsync(Connection connection, IReadOnlyList<string> idempotencyKeys, CancellationToken cancellationToken = default);

    /// <summary>Attaches a file to a record, streaming it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="upload">The file.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is then unknown.</param>
    /// <returns>The platform's id of the attachment.</returns>
    Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Looks an attachment up by our key.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="recordId">The ledger's record.</param>
    /// <param name="idempotencyKey">Our key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The platform's id of the attachment, or null when it is not there.</returns>
    Task<string?> FindAttachmentAsync(Connection connection, string recordId, string idempotencyKey, CancellationToken cancellationToken = default);
}
