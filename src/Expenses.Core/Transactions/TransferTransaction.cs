namespace Expenses.Core.Transactions;

/// <summary>Money moved between two accounts of the company (codat-contract §2.6). The rate is the ratio of the two amounts (B075).</summary>
public sealed record TransferTransaction : LedgerTransaction
{
    /// <inheritdoc />
    public override TransactionKind Kind => TransactionKind.Transfer;

    /// <summary>The date it was made, UTC; the ledger keeps the date only.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Free text; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>Where the money leaves.</summary>
    public required TransferSide From { get; init; }

    /// <summary>Where it arrives.</summary>
    public required TransferSide To { get; init; }

    /// <inheritdoc />
    public override DateOnly PostingDay() => DayOf(Date);
}

/// <summary>One side of a transfer.</summary>
/// <param name="AccountId">The platform's account: a bank or card account, or on one side a nominal one.</param>
/// <param name="Amount">How much, above zero, in that account's own currency (major units).</param>
public sealed record TransferSide(string AccountId, decimal Amount);
