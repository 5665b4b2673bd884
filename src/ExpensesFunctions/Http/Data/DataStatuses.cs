using Expenses.Core.Data;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Data;

/// <summary>How each data type of a company stands (codat-contract B029).</summary>
public sealed class DataStatuses(CompanyAccess access, ReferenceAccess reference, IPullOperationStore operations)
{
    /// <summary>Gets the states, keyed by data type; one that was never read is `Initial`.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with an entry for every data type.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetDataStatus))]
    public async Task<IResult> GetDataStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/dataStatus")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var connection = await reference.FindAccountingAsync(company, cancellationToken);
        var states = connection is null ? [] : await operations.ListStatesAsync(company.Key, connection.Id, cancellationToken);
        return JsonAnswer.Ok(DataTypes.All.ToDictionary(
            type => type,
            type => Body(states.FirstOrDefault(state => string.Equals(state.DataType, type, StringComparison.Ordinal)) ?? new DataTypeState(type)),
            StringComparer.Ordinal));
    }

    private static DataStatusBody Body(DataTypeState state) =>
        new(state.DataType, state.LastSuccess, state.Status, state.Latest?.Value, state.LatestSuccessful?.Value);

    internal sealed record DataStatusBody(
        string DataType, DateTimeOffset? LastSuccessfulSync, PullStatus CurrentStatus, string? LatestSyncId, string? LatestSuccessfulSyncId);
}
