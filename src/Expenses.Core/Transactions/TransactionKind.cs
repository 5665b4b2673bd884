namespace Expenses.Core.Transactions;

/// <summary>The kinds of transaction a dataset can hold (codat-contract §2.5, §2.6). Written by name into blobs and rows.</summary>
public enum TransactionKind
{
    /// <summary>Spend by card or from a bank account, or money back for it.</summary>
    Expense,

    /// <summary>Money moved between two of the company's accounts.</summary>
    Transfer,

    /// <summary>A journal entry.</summary>
    Adjustment,

    /// <summary>A bill for what an employee paid.</summary>
    ReimbursableExpense,

    /// <summary>A transfer or an adjustment in the fields of an expense, in datasets of the older contracts (codat-contract B061).</summary>
    Movement,
}
