using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Compliance;

/// <summary>
/// A platform with an open connection, as the compliance suite needs it: its connector, its ids, its clock, what it does
/// on purpose, and a look at its books that does not go through the connector.
/// </summary>
public abstract class PlatformUnderTest
{
    public ManualTimeProvider Clock { get; } = new();

    public abstract IAccountingConnector Connector { get; }

    public abstract Connection Connection { get; }

    /// <summary>Reads its entries back; null for a platform that does not let them be read.</summary>
    public abstract ILedgerReader? Reader { get; }

    /// <summary>Ids of the platform that are valid.</summary>
    public abstract PlatformIds Ids { get; }

    /// <summary>What the platform has on its books, oldest first.</summary>
    public abstract Task<IReadOnlyList<PlatformRecord>> RecordsAsync();

    /// <summary>The bytes of an attachment as the platform gives them out.</summary>
    public abstract Task<byte[]> ReadAttachmentAsync(string attachmentId);

    /// <summary>Carries out what the platform accepted for later.</summary>
    public abstract Task FinishAsync(string pushOperationKey);

    /// <summary>A second connection of the same company, open as well.</summary>
    public abstract Task<Connection> OpenAnotherAsync();
}

/// <summary>What a platform does on purpose; the defaults are a well-behaved one.</summary>
public sealed record PlatformBehaviour
{
    public bool FinishesLater { get; init; }

    /// <summary>Every n-th write fails and leaves nothing behind.</summary>
    public int FailBeforeCommitEvery { get; init; }

    /// <summary>Every n-th write is carried out and its answer is lost.</summary>
    public int FailAfterCommitEvery { get; init; }

    public int RequestsPerMinute { get; init; } = 10_000;
}

public sealed record PlatformIds
{
    public required string BankAccount { get; init; }

    public required string Account { get; init; }

    public required string ArchivedAccount { get; init; }

    public required string Supplier { get; init; }

    public required string ArchivedSupplier { get; init; }

    public required string Customer { get; init; }

    public required string TaxRate { get; init; }

    public required string ZeroTaxRate { get; init; }

    public required string TrackingCategory { get; init; }

    public required string BaseCurrency { get; init; }

    public required string ForeignCurrency { get; init; }
}

/// <summary>A record on the platform's books.</summary>
public sealed record PlatformRecord(
    string Id, string IdempotencyKey, string Reference, string Type, decimal Total, string Currency, IReadOnlyList<PlatformAttachment> Attachments);

public sealed record PlatformAttachment(string Id, string FileName, long SizeBytes, string Sha256);
