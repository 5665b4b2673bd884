using Expenses.Core.Companies;
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

/// <summary>Updating expense transactions (codat-contract B071-B073, T4, T17).</summary>
public sealed class ExpenseTransactionUpdates(CompanyAccess access, TransactionCreation creation)
{
    private const string Route = "companies/{companyId}/sync/expenses/expense-transactions";

    /// <summary>Updates an expense that is in the ledger, and starts the sync that writes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with the sync's id.</returns>
    /// <exception cref="ContractException">400; 404; 422: the platform takes no updates, or the company needs both connections.</exception>
    [Function(nameof(PutExpenseTransaction))]
    public async Task<IResult> PutExpenseTransaction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{transactionId}")] HttpRequest request,
        string companyId,
        string transactionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        return RouteId.TryGuid(transactionId, out var id)
            ? await PutAsync(request, company, new TransactionId(id), body, cancellationToken)
            : throw Refusals.NotFound("transaction", transactionId);
    }

    /// <summary><see cref="PutExpenseTransaction"/> with the id in the body, as one page of the documents writes it (T17).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with the sync's id.</returns>
    /// <exception cref="ContractException">As <see cref="PutExpenseTransaction"/>.</exception>
    [Function(nameof(PutExpenseTransactionByBody))]
    public async Task<IResult> PutExpenseTransactionByBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var errors = new RequestErrors();
        var id = JsonObjectReader.Open(body.Root, "", errors) is { } reader ? TransactionFields.Id(reader) : null;
        errors.ThrowIfAny();
        return await PutAsync(request, company, id!.Value, body, cancellationToken);
    }

    private Task<JsonAnswer> PutAsync(HttpRequest request, Company company, TransactionId id, JsonBody body, CancellationToken cancellationToken)
    {
        var update = ExpenseUpdateParser.Parse(body.Root);
        var put = new TransactionPut(
            company.Key,
            id,
            TransactionKind.Expense,
            body.Sha256,
            New: null,
            (previous, capabilities) => update.Apply((ExpenseTransaction)previous, capabilities));
        return creation.PutAsync(request, company, put, StatusCodes.Status202Accepted, cancellationToken);
    }
}
