using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;

namespace Expenses.Core.Transactions;

/// <summary>
/// One transaction of a dataset, of one of the <see cref="TransactionKind"/>s, and what is to be done with it. Its id is
/// its idempotency key, unique per company across all kinds (codat-contract §4.1).
/// </summary>
public abstract record LedgerTransaction
{
    /// <summary>The caller's id: a GUID, lower-case with hyphens.</summary>
    public required TransactionId Id { get; init; }

    /// <summary>What kind of transaction it is.</summary>
    public abstract TransactionKind Kind { get; }

    /// <summary>What is done with its record.</summary>
    public PushOperationKind Operation { get; init; } = PushOperationKind.Create;

    /// <summary>Which version of it this is: 1 is the creation, each update adds one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The day its record is dated, UTC.</summary>
    /// <returns>The day.</returns>
    public abstract DateOnly PostingDay();

    private protected static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
