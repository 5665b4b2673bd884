using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Pushing;

/// <summary>
/// The row that exists before a transaction is sent, and that remembers what became of it (design section 4).
/// One per company and transaction, which moves on from version to version: whatever dies on the way, at most one ledger
/// entry comes of it, and each version is written once.
/// </summary>
public sealed record PushIntent
{
    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>The transaction.</summary>
    public required TransactionId TransactionId { get; init; }

    /// <summary>The transaction's kind; an id keeps it for good.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>An expense's type; null for other kinds.</summary>
    public ExpenseType? Type { get; init; }

    /// <summary>Whether its record is a draft, or is to be one: the caller asked for it and the platform has drafts (codat-contract B068).</summary>
    public bool IsDraft { get; init; }

    /// <summary>What is done with its record now, or was last.</summary>
    public PushOperationKind Operation { get; init; } = PushOperationKind.Create;

    /// <summary>Which version of the transaction that is: 1 is the creation, each update adds one.</summary>
    public int Version { get; init; } = 1;

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

    /// <summary>The ledger's id of the record; null until it landed. An update keeps it: that is the record to change.</summary>
    public string? RecordId { get; init; }

    /// <summary>The sync that brought the version before this one into the ledger; null for a creation.</summary>
    public SyncId? PreviousSync { get; init; }

    /// <summary>The transaction's number in <see cref="PreviousSync"/>.</summary>
    public int PreviousNumber { get; init; }

    /// <summary>The platform's push operation that carries it, where the platform finishes later; null otherwise.</summary>
    public string? PushOperationKey { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Message { get; init; }

    /// <summary>What it says, by <see cref="ContentHash"/>; null for one from before that was kept.</summary>
    public string? Content { get; init; }

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The intent of a transaction that a sync wants to write, before anything is known of it.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection it goes to.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="sync">The sync.</param>
    /// <param name="number">The transaction's number in the sync, from 0.</param>
    /// <param name="drafts">Whether the platform has drafts.</param>
    /// <returns>The intent, Pending, not stored.</returns>
    public static PushIntent Of(CompanyKey company, ConnectionId connection, LedgerTransaction transaction, SyncId sync, int number, bool drafts = false) => new()
    {
        Company = company,
        TransactionId = transaction.Id,
        Kind = transaction.Kind,
        Type = (transaction as ExpenseTransaction)?.Type,
        IsDraft = drafts && transaction is ExpenseTransaction { PostAsDraft: true },
        Operation = transaction.Operation,
        Version = transaction.Version,
        Connection = connection,
        IdempotencyKey = KeyOf(company, transaction.Id, transaction.Operation, transaction.Version),
        Sync = sync,
        Number = number,
        Content = ContentHash.Of(transaction),
    };

    /// <summary>Whether some version of it is in the ledger: this one, or the one that is being updated.</summary>
    public bool IsInLedger => State == PushIntentState.Completed || Operation == PushOperationKind.Update;

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
