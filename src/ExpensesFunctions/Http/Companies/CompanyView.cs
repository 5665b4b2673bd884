using Expenses.Core.Companies;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Companies;

/// <summary>Shows companies with their connections.</summary>
public sealed class CompanyView(ConnectionView connections, PublicAddress address)
{
    /// <summary>The contract's view of a company.</summary>
    /// <param name="request">The request it is shown to.</param>
    /// <param name="entry">The company and its connections.</param>
    /// <returns>The body.</returns>
    internal CompanyBody Of(HttpRequest request, CompanyWithConnections entry) => CompanyBody.Of(
        entry,
        address.OfCompany(request, entry.Company.Key.Company.Value),
        [.. entry.Connections.Select(connection => connections.Of(request, connection))]);
}
