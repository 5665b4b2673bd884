using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>What became of one transaction in every sync it was part of (codat-contract §8 row 8). Ours, not the contract's.</summary>
public sealed class TransactionHistory(
    CompanyAccess access, ITransactionHistory history, ISyncStore syncs, ISyncTransactionStore transactions, TimeProvider time)
{
    /// <summary>Lists the entries of a transaction, the last sync first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page of syncs, each with the transaction's entry in it.</returns>
    /// <exception cref="ContractException">400: paging; 404: it was in no sync.</exception>
    [Function(nameof(GetTransactionHistory))]
    public async Task<IResult> GetTransactionHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/sync/expenses/transactions/{transactionId}/history")] HttpRequest request,
        string companyId,
        string transactionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var page = PageRequest.From(request);
        var id = RouteId.TryGuid(transactionId, out var guid) ? new TransactionId(guid) : throw Refusals.NotFound("transaction", transactionId);
        var found = await history.PageAsync(company.Key, id, page.First, page.Size, cancellationToken);
        if (found.Total == 0)
        {
            throw Refusals.NotFound("transaction", transactionId);
        }

        var entries = new List<HistoryEntryBody>();
        foreach (var sync in found.Items)
        {
            entries.AddRange(await EntriesAsync(request, company, sync, id, cancellationToken));
        }

        return JsonAnswer.Ok(page.Of(entries, found.Total));
    }

    private async Task<IEnumerable<HistoryEntryBody>> EntriesAsync(
        HttpRequest request, Company company, SyncId id, TransactionId transaction, CancellationToken cancellationToken)
    {
        if (await syncs.FindAsync(company.Key, id, cancellationToken) is not { } sync)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var entries = await transactions.FindAsync(company.Key, id, transaction, cancellationToken);
        return entries.Select(entry => new HistoryEntryBody(
            SyncStatusBody.Of(request, sync, now), entry.Kind.ToString(), SyncTransactionBody.Of(request, entry)));
    }

    internal sealed record HistoryEntryBody(SyncStatusBody Sync, string Kind, SyncTransactionBody Transaction);
}
