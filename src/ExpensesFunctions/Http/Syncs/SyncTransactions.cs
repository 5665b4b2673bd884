using Expenses.Core.Errors;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>The transactions of a sync (codat-contract M041-M046), under both forms of their address (T10).</summary>
public sealed class SyncTransactions(CompanyAccess access, SyncAccess syncs, ISyncTransactionStore transactions)
{
    private const string Route = "companies/{companyId}/sync/expenses/syncs/{syncId}/transactions";
    private const string ShortRoute = "companies/{companyId}/syncs/{syncId}/transactions";

    /// <summary>Lists them in the caller's order.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging; 404.</exception>
    [Function(nameof(GetSyncTransactions))]
    public async Task<IResult> GetSyncTransactions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        string syncId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var sync = await syncs.RequireAsync(company, syncId, cancellationToken);
        var page = PageRequest.From(request);
        var rows = page.First < sync.TransactionCount
            ? await transactions.ListAsync(company.Key, sync.Id, page.First, page.Size, cancellationToken)
            : [];
        return JsonAnswer.Ok(page.Of([.. rows.Select(row => SyncTransactionBody.Of(request, row))], sync.TransactionCount));
    }

    /// <summary>Gets the entries of one transaction: an array, one per integration type (T9).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the entries.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetSyncTransaction))]
    public async Task<IResult> GetSyncTransaction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{transactionId}")] HttpRequest request,
        string companyId,
        string syncId,
        string transactionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var sync = await syncs.RequireAsync(company, syncId, cancellationToken);
        var entries = await syncs.RequireTransactionAsync(sync, transactionId, cancellationToken);
        return JsonAnswer.Ok(entries.Select(entry => SyncTransactionBody.Of(request, entry)).ToList());
    }

    /// <summary><see cref="GetSyncTransactions"/> under the short address.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    [Function(nameof(GetSyncTransactionsShort))]
    public Task<IResult> GetSyncTransactionsShort(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ShortRoute)] HttpRequest request,
        string companyId,
        string syncId,
        CancellationToken cancellationToken) =>
        GetSyncTransactions(request, companyId, syncId, cancellationToken);

    /// <summary><see cref="GetSyncTransaction"/> under the short address.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the entries.</returns>
    [Function(nameof(GetSyncTransactionShort))]
    public Task<IResult> GetSyncTransactionShort(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ShortRoute + "/{transactionId}")] HttpRequest request,
        string companyId,
        string syncId,
        string transactionId,
        CancellationToken cancellationToken) =>
        GetSyncTransaction(request, companyId, syncId, transactionId, cancellationToken);
}
