using Expenses.Core.Companies;

namespace ExpensesFunctions.Webhooks;

/// <summary>The company an event is about, as payloads of the new style name it (codat-contract §2.16).</summary>
internal sealed record CompanyReference(string Id, string Name, string Description)
{
    public static CompanyReference Of(Company company) => new(company.Key.Company.Value, company.Name, company.Description);
}
