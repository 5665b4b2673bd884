using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using Expenses.Core.Transactions.Updates;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Transfers: made or changed by one call (codat-contract B074-B076, T4).</summary>
public sealed class TransferTransactions(CompanyAccess access, TransactionCreation creation)
{
    /// <summary>Makes a transfer, or updates the one of that id, and starts the sync that writes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="transactionId">The caller's id of the transfer, a GUID.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id.</returns>
    /// <exception cref="ContractException">400; 404; 422: the company needs both connections.</exception>
    [Function(nameof(PutTransferTransaction))]
    public async Task<IResult> PutTransferTransaction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "companies/{companyId}/sync/expenses/transfer-transactions/{transactionId}")] HttpRequest request,
        string companyId,
        string transactionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        if (!RouteId.TryGuid(transactionId, out var id))
        {
            throw Refusals.Invalid("transactionId", "The transaction's id must be a GUID.", "Format");
        }

        var transfer = TransferParser.Parse(body.Root, new TransactionId(id));
        var put = new TransactionPut(
            company.Key,
            transfer.Id,
            TransactionKind.Transfer,
            body.Sha256,
            transfer,
            (previous, _) => TransferUpdate.Apply((TransferTransaction)previous, transfer));
        return await creation.PutAsync(request, company, put, StatusCodes.Status200OK, cancellationToken);
    }
}
