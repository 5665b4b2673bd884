using Expenses.Core.Data;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Push;

/// <summary>New accounts and bank accounts (codat-contract B038, B040).</summary>
public sealed class AccountPushes(RecordPushes pushes)
{
    private const string Route = "companies/{companyId}/connections/{connectionId}/push/";

    /// <summary>Creates an account.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the push operation.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PostAccount))]
    public Task<IResult> PostAccount(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "accounts")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) =>
        pushes.TakeAsync(
            client, request, new RecordRoute(companyId, connectionId, DataTypes.ChartOfAccounts), RecordDrafts.Account, cancellationToken);

    /// <summary>Creates a bank account.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the push operation.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PostBankAccount))]
    public Task<IResult> PostBankAccount(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "bankAccounts")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) =>
        pushes.TakeAsync(
            client, request, new RecordRoute(companyId, connectionId, DataTypes.BankAccounts), RecordDrafts.BankAccount, cancellationToken);
}
