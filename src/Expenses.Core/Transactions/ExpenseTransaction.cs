namespace Expenses.Core.Transactions;

/// <summary>One expense as the contract carries it (codat-contract §2.5).</summary>
public sealed record ExpenseTransaction : LedgerTransaction
{
    /// <inheritdoc />
    public override TransactionKind Kind => TransactionKind.Expense;

    /// <summary>What kind of transaction it is.</summary>
    public required ExpenseType Type { get; init; }

    /// <summary>The date it was made, UTC; the ledger keeps the date only.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>The currency of every amount in it: three capital letters, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate (codat-contract §4.4); at most 9 decimals. Null when not given.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>The supplier of this transaction; null for the company's default.</summary>
    public string? SupplierId { get; init; }

    /// <summary>The bank or card account of this transaction; null for the company's default.</summary>
    public string? BankAccountId { get; init; }

    /// <summary>Free text for the ledger's reference field.</summary>
    public string? Reference { get; init; }

    /// <summary>The merchant's name as on the card statement.</summary>
    public string? MerchantName { get; init; }

    /// <summary>Free text for the ledger's memo.</summary>
    public string? Notes { get; init; }

    /// <summary>Asks for a draft where the platform has drafts (codat-contract B068); ignored elsewhere.</summary>
    public bool PostAsDraft { get; init; }

    /// <summary>The lines, 1 to 100 (codat-contract §4.11).</summary>
    public required IReadOnlyList<ExpenseLine> Lines { get; init; }

    /// <summary>Net and tax of all lines, in <see cref="Currency"/> (major units).</summary>
    /// <returns>The transaction's total.</returns>
    public decimal Total() => Lines.Sum(line => line.NetAmount + line.TaxAmount);

    /// <inheritdoc />
    public override DateOnly PostingDay() => DayOf(IssueDate);
}
