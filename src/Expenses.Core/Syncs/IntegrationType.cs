namespace Expenses.Core.Syncs;

/// <summary>Which integration wrote a transaction (codat-contract T1; spelling on the wire is the HTTP layer's).</summary>
public enum IntegrationType
{
    /// <summary>The expense integration.</summary>
    Expense,

    /// <summary>The bank feed integration.</summary>
    BankFeeds,
}
