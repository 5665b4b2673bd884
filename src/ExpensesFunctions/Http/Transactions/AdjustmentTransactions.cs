using Expenses.Core.Errors;
using Expenses.Core.Transactions;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Adjustments: journal entries (codat-contract B077).</summary>
public sealed class AdjustmentTransactions(CompanyAccess access, TransactionCreation creation)
{
    /// <summary>Stores an array of 1 to 50 adjustments and starts their sync.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id.</returns>
    /// <exception cref="ContractException">400; 404; 422: the company needs both connections.</exception>
    [Function(nameof(PostAdjustmentTransactions))]
    public async Task<IResult> PostAdjustmentTransactions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/adjustment-transactions")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var adjustments = TransactionList.OfArray(body.Root, AdjustmentParser.Parse);
        return await creation.SyncAsync(request, company, body, TransactionKind.Adjustment, adjustments, cancellationToken);
    }
}
