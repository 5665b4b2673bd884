namespace Expenses.Core.Companies;

/// <summary>What a connection is a source of (codat-contract §2.2; the subset this product makes).</summary>
public enum SourceType
{
    /// <summary>Accounting software: where transactions are pushed.</summary>
    Accounting,

    /// <summary>The partner expense connection: where transactions come from.</summary>
    Expense,
}
