namespace Expenses.Core.Transactions;

/// <summary>What an employee paid and gets back: a bill of the employee, who is a supplier of the ledger (codat-contract §2.6, B078).</summary>
public sealed record ReimbursableExpenseTransaction : LedgerTransaction
{
    /// <inheritdoc />
    public override TransactionKind Kind => TransactionKind.ReimbursableExpense;

    /// <summary>Free text for the ledger's reference field.</summary>
    public string? Reference { get; init; }

    /// <summary>The employee, as a supplier of the ledger.</summary>
    public required string SupplierId { get; init; }

    /// <summary>The accounts payable account, where the platform lets it be chosen (codat-contract B080); null for its own.</summary>
    public string? PayableAccountId { get; init; }

    /// <summary>The bill's date, UTC; the ledger keeps the date only.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>When it is due, UTC; the ledger keeps the date only.</summary>
    public required DateTimeOffset DueDate { get; init; }

    /// <summary>The currency of every amount in it, which must be the supplier's (codat-contract §4.4): three capital letters, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate (codat-contract §4.4); at most 9 decimals. Null when not given.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>Free text for the ledger's memo.</summary>
    public string? Notes { get; init; }

    /// <summary>The lines, 1 to 100 (codat-contract §4.11).</summary>
    public required IReadOnlyList<ExpenseLine> Lines { get; init; }

    /// <inheritdoc />
    public override DateOnly PostingDay() => DayOf(IssueDate);
}
