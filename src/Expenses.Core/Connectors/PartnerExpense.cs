using Expenses.Core.Companies;

namespace Expenses.Core.Connectors;

/// <summary>
/// The platform of partner expense connections (codat-contract §2.2, M009). Its key is not published; this one is ours (§5.2).
/// </summary>
public static class PartnerExpense
{
    /// <summary>The platform.</summary>
    public static AccountingPlatform Platform { get; } = new(
        "pexp",
        "Partner Expense",
        SourceType.Expense,
        "5fb2a1d6-6a0f-4f5b-9b51-0a7b6c1b1f10",
        "e7a2f0c4-6f0b-4a0d-8d0e-4d2c8e1f6b21");
}
