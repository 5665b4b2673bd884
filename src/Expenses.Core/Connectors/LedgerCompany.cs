namespace Expenses.Core.Connectors;

/// <summary>What a ledger says of its own company (codat-contract §2.17).</summary>
/// <param name="Name">Its name.</param>
/// <param name="LegalName">Its registered name.</param>
/// <param name="RegistrationNumber">The number in the register of companies.</param>
/// <param name="TaxNumber">The tax number.</param>
/// <param name="FinancialYearStart">The first day of a financial year.</param>
/// <param name="Created">When the ledger was opened, UTC.</param>
public sealed record LedgerCompany(
    string Name,
    string? LegalName = null,
    string? RegistrationNumber = null,
    string? TaxNumber = null,
    DateOnly? FinancialYearStart = null,
    DateTimeOffset? Created = null)
{
    /// <summary>The platform's id of the ledger, the same whoever connects it; null when the platform does not say.</summary>
    public string? Id { get; init; }
}
