namespace Expenses.Core.Transactions;

/// <summary>A journal entry (codat-contract §2.6, B077): its lines come to zero.</summary>
public sealed record AdjustmentTransaction : LedgerTransaction
{
    /// <inheritdoc />
    public override TransactionKind Kind => TransactionKind.Adjustment;

    /// <summary>The date it is booked on, UTC; the ledger keeps the date only.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The currency of every amount in it: three capital letters, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate (codat-contract §4.4); at most 9 decimals. Null when not given.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>Free text for the ledger's reference field.</summary>
    public string? Reference { get; init; }

    /// <summary>The lines, 1 to 100 (codat-contract §4.11).</summary>
    public required IReadOnlyList<AdjustmentLine> Lines { get; init; }

    /// <inheritdoc />
    public override DateOnly PostingDay() => DayOf(Date);
}

/// <summary>One line of a journal entry.</summary>
public sealed record AdjustmentLine
{
    /// <summary>In the transaction's currency, major units: a debit above zero, a credit below.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The account it is booked to.</summary>
    public required string AccountId { get; init; }

    /// <summary>Free text; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>Tracking categories, customers or suppliers the line is tagged with, at most 10.</summary>
    public IReadOnlyList<TrackingReference> TrackingReferences { get; init; } = [];

    /// <summary>The customer this line is billed on to (codat-contract B067); null when it is not billable.</summary>
    public string? InvoiceToCustomerId { get; init; }
}
