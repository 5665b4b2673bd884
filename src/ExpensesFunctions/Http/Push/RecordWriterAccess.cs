using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Push;

/// <summary>The way from a route to what a connection's platform takes as records.</summary>
public sealed class RecordWriterAccess(CompanyAccess access, ConnectorRegistry connectors, RecordPushing pushing)
{
    /// <summary>Finds the connection and the model of a data type.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company's id in the route.</param>
    /// <param name="connectionId">The connection's id in the route.</param>
    /// <param name="dataType">The data type.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection and the model.</returns>
    /// <exception cref="ContractException">404: no such company or connection, or the platform takes no such records.</exception>
    public async Task<(Connection Connection, ReferenceModel Model)> RequireAsync(
        HttpRequest request, string companyId, string connectionId, string dataType, CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var connection = await access.RequireConnectionAsync(company, connectionId, cancellationToken);
        if (pushing.WriterOf(connection)?.ModelOf(DataTypes.Find(dataType) ?? dataType) is { } model)
        {
            return (connection, model);
        }

        var platform = connection.SourceType == SourceType.Accounting ? connectors.For(connection).Platform : PartnerExpense.Platform;
        throw new ContractException(StatusCodes.Status404NotFound, $"Datatype {dataType} not supported by platform(s) {platform.Name}");
    }
}
