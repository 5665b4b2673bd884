using Expenses.Core.Companies;

namespace Expenses.Core.Connectors;

/// <summary>
/// Writes reference data to one platform: apart from <see cref="IAccountingConnector"/>, since a platform may take
/// transactions and no records, or the other way round. Every failure is a <see cref="ConnectorException"/>.
/// </summary>
public interface IReferenceDataWriter
{
    /// <summary>The platform's key.</summary>
    string PlatformKey { get; }

    /// <summary>What a new record of a data type may say (codat-contract B184).</summary>
    /// <param name="dataType">The data type.</param>
    /// <returns>The model, or null when the platform does not take such records.</returns>
    ReferenceModel? ModelOf(string dataType);

    /// <summary>Writes a record. The same key again finds what it wrote before, and writes nothing twice.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="write">The record.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is then unknown, and asking again is safe.</param>
    /// <returns>The record's id, or why the ledger refused it.</returns>
    Task<ReferenceWriteOutcome> WriteAsync(Connection connection, ReferenceWrite write, CancellationToken cancellationToken = default);
}

/// <summary>A record to write.</summary>
/// <param name="IdempotencyKey">Our key of this effect.</param>
/// <param name="Draft">The record.</param>
/// <param name="RecordId">The ledger's record to change; null to make a new one.</param>
/// <param name="Force">Whether to change it even if the ledger changed it since the caller read it (codat-contract B037).</param>
public sealed record ReferenceWrite(string IdempotencyKey, ReferenceDraft Draft, string? RecordId = null, bool Force = false);

/// <summary>What a ledger said of a record.</summary>
/// <param name="RecordId">Its id; null when it was refused.</param>
/// <param name="Refusals">Why it was refused, each a clause that names the property: `NominalCode must not be …`.</param>
public sealed record ReferenceWriteOutcome(string? RecordId, IReadOnlyList<string> Refusals);
