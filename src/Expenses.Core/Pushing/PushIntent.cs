using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>
/// The row that exists before a transaction is sent, and that remembers what became of it (design section 4).
/// One per company and transaction: whatever dies on the way, at most one ledger entry comes of it.
/// </summary>
public sealed record PushIntent
{
    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>The transaction.</summary>
    public required TransactionId TransactionId { get; init; }

    /// <summary>The connection it goes to; a key is only good there.</summary>
    public required ConnectionId Connection { get; init; }

    /// <summary>The key that travels as the platform's idempotency aid; see <see cref="KeyOf"/>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The sync that owns it now.</summary>
    public required SyncId Sync { get; init; }

    /// <summary>The transaction's number in that sync.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public PushIntentState State { get; init; }

    /// <summary>How many requests were made for it.</summary>
    public int Attempts { get; init; }

    /// <summary>The ledger's id of the record; null until it landed.</summary>
    public string? RecordId { get; init; }

    /// <summary>The platform's push operation that carries it, where the platform finishes later; null otherwise.</summary>
    public string? PushOperationKey { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Message { get; init; }

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The idempotency key of writing a transaction: hash(company, transaction, operation, version) (design section 4).</summary>
    /// <param name="company">Whose.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="operation">What is done with it.</param>
    /// <param name="version">Which version of it, from 1.</param>
    /// <returns>The key, 32 hexadecimal characters.</returns>
    public static string KeyOf(CompanyKey company, TransactionId transaction, PushOperationKind operation, int version) =>
        DerivedId.Key(
            company.Client.Value,
            company.Company.Value,
            transaction.Value,
            operation.ToString(),
            version.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>What a push does to a record.</summary>
public enum PushOperationKind
{
    /// <summary>Makes it.</summary>
    Create,

    /// <summary>Changes it.</summary>
    Update,
}
