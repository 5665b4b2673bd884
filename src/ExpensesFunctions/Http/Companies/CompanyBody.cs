using Expenses.Core.Companies;
using ExpensesFunctions.Http.Connections;

namespace ExpensesFunctions.Http.Companies;

/// <summary>A company as the contract shows it (codat-contract §2.1, M003). `platform` is legacy and always empty.</summary>
internal sealed record CompanyBody(
    string Id,
    string Name,
    string Description,
    string Platform,
    string Redirect,
    DateTimeOffset Created,
    IReadOnlyList<ConnectionBody> DataConnections)
{
    public static CompanyBody Of(Company company, string redirect, IReadOnlyList<ConnectionBody> connections) => new(
        company.Key.Company.Value, company.Name, company.Description, Platform: "", redirect, company.Created, connections);
}
