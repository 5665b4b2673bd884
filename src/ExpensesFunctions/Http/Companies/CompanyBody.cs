using Expenses.Core.Companies;
using ExpensesFunctions.Http.Connections;

namespace ExpensesFunctions.Http.Companies;

/// <summary>
/// A company as the contract shows it (codat-contract §2.1, M003). `platform` is legacy and always empty; products and
/// owners belong to Codat's portal, which is not here.
/// </summary>
internal sealed record CompanyBody(
    string Id,
    string Name,
    string Description,
    string Platform,
    string Redirect,
    DateTimeOffset? LastSync,
    DateTimeOffset Created,
    IReadOnlyList<string> Products,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<ConnectionBody> DataConnections,
    IReadOnlyList<string> OwnerUserIds)
{
    public static CompanyBody Of(CompanyWithConnections entry, string redirect, IReadOnlyList<ConnectionBody> connections) => new(
        entry.Company.Key.Company.Value,
        entry.Company.Name,
        entry.Company.Description,
        Platform: "",
        redirect,
        entry.LastSync,
        entry.Company.Created,
        Products: [],
        entry.Company.Tags.All,
        connections,
        OwnerUserIds: []);
}
