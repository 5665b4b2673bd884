using Expenses.Core.Companies;

namespace Expenses.Core.Connectors;

/// <summary>
/// Reads back what a platform's ledger holds of ours: apart from <see cref="IAccountingConnector"/>, since not every platform
/// lets its entries be read. A platform with a reader says so in <see cref="PlatformCapabilities.EntriesCanBeRead"/>.
/// Entries that carry no reference of ours are the customer's own and are left out. Every failure is a
/// <see cref="ConnectorException"/>.
/// </summary>
public interface ILedgerReader
{
    /// <summary>The platform's key.</summary>
    string PlatformKey { get; }

    /// <summary>How many entries one request gives at most; also how many ids one look-up takes.</summary>
    int PageSize { get; }

    /// <summary>Lists entries that were written or changed in a window, a page at a time, in an order that stays. One request.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">The beginning of the window, UTC. Entries from shortly before it may be among them.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page. It may be empty and not the last.</returns>
    Task<LedgerEntryPage> ListAsync(Connection connection, DateTimeOffset from, string? after, CancellationToken cancellationToken = default);

    /// <summary>Looks entries up by the record ids that pushes gave. One request.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="recordIds">At most <see cref="PageSize"/> ids.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that are there.</returns>
    Task<IReadOnlyList<LedgerEntry>> FindAsync(Connection connection, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default);
}

/// <summary>A page of entries.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">Where the next page goes on; null on the last.</param>
public sealed record LedgerEntryPage(IReadOnlyList<LedgerEntry> Entries, string? Next);

/// <summary>An entry of the ledger that we wrote.</summary>
/// <param name="RecordId">The ledger's id of it.</param>
/// <param name="Reference">Our reference in it: the transaction's id.</param>
/// <param name="Currency">ISO 4217; of a transfer, that of the account the money leaves.</param>
/// <param name="Amount">
/// The document's total in that currency as the transaction states it: net and tax of all lines; what leaves, of a transfer;
/// the debits, of an adjustment. Negative where the ledger has it on the other side than the document's type says.
/// </param>
/// <param name="AttachmentIds">The ids of its attachments, as attaching them gave.</param>
public sealed record LedgerEntry(string RecordId, string Reference, string Currency, decimal Amount, IReadOnlyList<string> AttachmentIds);
