namespace Expenses.Core.Transactions;

/// <summary>The kinds of expense transaction (codat-contract §4.2).</summary>
public enum ExpenseType
{
    /// <summary>Spend, interest on card debt included.</summary>
    Payment,

    /// <summary>Money back for an earlier transaction.</summary>
    Refund,

    /// <summary>Cashback and the like.</summary>
    Reward,

    /// <summary>A disputed amount that came back.</summary>
    Chargeback,
}
