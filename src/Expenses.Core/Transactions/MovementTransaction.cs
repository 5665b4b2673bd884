namespace Expenses.Core.Transactions;

/// <summary>
/// A transfer or an adjustment in the fields of an expense, as datasets of the older contracts carry it (codat-contract §2.5,
/// §4.2, B061): the bank or card account on one side, the lines' accounts on the other. It lands as a transfer, or as a
/// journal entry (§4.3).
/// </summary>
public sealed record MovementTransaction : LedgerTransaction
{
    /// <inheritdoc />
    public override TransactionKind Kind => TransactionKind.Movement;

    /// <summary>Which way the money goes, and why.</summary>
    public required MovementType Type { get; init; }

    /// <summary>The date it was made, UTC; the ledger keeps the date only.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>The currency of every amount in it: three capital letters, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate (codat-contract §4.4); at most 9 decimals. Null when not given.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>The supplier; checked, but neither a transfer nor a journal entry is booked against one. Null for none.</summary>
    public string? SupplierId { get; init; }

    /// <summary>The bank or card account of this transaction; null for the company's default.</summary>
    public string? BankAccountId { get; init; }

    /// <summary>Free text for the ledger's reference field.</summary>
    public string? Reference { get; init; }

    /// <summary>The merchant's name as on the card statement.</summary>
    public string? MerchantName { get; init; }

    /// <summary>Free text for the ledger's memo.</summary>
    public string? Notes { get; init; }

    /// <summary>The accounts on the other side, 1 to 100 lines (codat-contract §4.11); none of them taxed.</summary>
    public required IReadOnlyList<ExpenseLine> Lines { get; init; }

    /// <inheritdoc />
    public override DateOnly PostingDay() => DayOf(IssueDate);

    /// <summary>What the ledger shows as its text.</summary>
    internal string? Description => Notes ?? MerchantName;

    /// <summary>The same fields as an expense, for the rules both have.</summary>
    internal ExpenseTransaction AsExpense() => new()
    {
        Id = Id,
        Type = ExpenseType.Payment,
        IssueDate = IssueDate,
        Currency = Currency,
        CurrencyRate = CurrencyRate,
        BankAccountId = BankAccountId,
        SupplierId = SupplierId,
        Lines = Lines,
    };
}
