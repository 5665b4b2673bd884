using System.Text.Json;
using Expenses.Core.Errors;
using Expenses.Core.Transactions;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Creating expense transactions, in both generations of the contract (codat-contract T2, M015, M020, B058).</summary>
public sealed class ExpenseTransactions(CompanyAccess access, TransactionCreation creation)
{
    /// <summary>Stores a dataset `{items}`; nothing is pushed until a sync is initiated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the dataset's id.</returns>
    /// <exception cref="ContractException">400, 404.</exception>
    [Function(nameof(PostDataset))]
    public async Task<IResult> PostDataset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/data/expense-transactions")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        return await creation.StoreAsync(request, company, body, TransactionList.OfDataset(body.Root), cancellationToken);
    }

    /// <summary>An object `{items}` stores a dataset; an array of 1 to 50 is stored and its sync starts by itself (T2).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the dataset's id, or with the sync's.</returns>
    /// <exception cref="ContractException">400, 404; 422: the array form needs both connections.</exception>
    [Function(nameof(PostExpenseTransactions))]
    public async Task<IResult> PostExpenseTransactions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/expense-transactions")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        return body.Root.ValueKind == JsonValueKind.Array
            ? await creation.SyncAsync(request, company, body, TransactionKind.Expense, TransactionList.OfArray(body.Root), cancellationToken)
            : await creation.StoreAsync(request, company, body, TransactionList.OfDataset(body.Root), cancellationToken);
    }
}
