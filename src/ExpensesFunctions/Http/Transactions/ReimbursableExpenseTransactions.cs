using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reimbursable expenses (codat-contract B078, B079, T4), under the documented path and its misspelling in the guides (T17).</summary>
public sealed class ReimbursableExpenseTransactions(CompanyAccess access, TransactionCreation creation)
{
    private const string Route = "companies/{companyId}/sync/expenses/reimbursable-expense-transactions";
    private const string Misspelt = "companies/{companyId}/sync/expenses/reimburseable-expense-transactions";

    /// <summary>Stores an array of 1 to 50 reimbursable expenses and starts their sync.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id.</returns>
    /// <exception cref="ContractException">400; 404; 422: the company needs both connections.</exception>
    [Function(nameof(PostReimbursableExpenseTransactions))]
    public async Task<IResult> PostReimbursableExpenseTransactions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var transactions = TransactionList.OfArray(body.Root, ReimbursableExpenseParser.Parse);
        return await creation.SyncAsync(request, company, body, TransactionKind.ReimbursableExpense, transactions, cancellationToken);
    }

    /// <summary>Updates a reimbursable expense that is in the ledger, and starts the sync that writes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id.</returns>
    /// <exception cref="ContractException">400; 404; 422: the company needs both connections.</exception>
    [Function(nameof(PutReimbursableExpenseTransaction))]
    public async Task<IResult> PutReimbursableExpenseTransaction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{transactionId}")] HttpRequest request,
        string companyId,
        string transactionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        if (!RouteId.TryGuid(transactionId, out var id))
        {
            throw Refusals.NotFound("transaction", transactionId);
        }

        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        var wanted = reader is null ? null : ReimbursableExpenseParser.Parse(reader, new TransactionId(id));
        errors.ThrowIfAny();
        var put = new TransactionPut(
            company.Key, wanted!.Id, TransactionKind.ReimbursableExpense, body.Sha256, New: null, (_, _) => wanted);
        return await creation.PutAsync(request, company, put, StatusCodes.Status200OK, cancellationToken);
    }

    /// <summary><see cref="PostReimbursableExpenseTransactions"/> under the misspelt path.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id.</returns>
    [Function(nameof(PostReimbursableExpenseTransactionsMisspelt))]
    public Task<IResult> PostReimbursableExpenseTransactionsMisspelt(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Misspelt)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken) =>
        PostReimbursableExpenseTransactions(request, companyId, cancellationToken);

    /// <summary><see cref="PutReimbursableExpenseTransaction"/> under the misspelt path.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id.</returns>
    [Function(nameof(PutReimbursableExpenseTransactionMisspelt))]
    public Task<IResult> PutReimbursableExpenseTransactionMisspelt(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Misspelt + "/{transactionId}")] HttpRequest request,
        string companyId,
        string transactionId,
        CancellationToken cancellationToken) =>
        PutReimbursableExpenseTransaction(request, companyId, transactionId, cancellationToken);
}
