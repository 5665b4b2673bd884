using Expenses.Connectors.Codat.Http;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Connectors.Codat;

/// <summary>Reads what became of transactions in the account's syncs.</summary>
/// <param name="client">The account.</param>
internal sealed class CodatTransactions(CodatClient client)
{
    private const int PageSize = 100;
    private const int SyncsLookedAt = 20;

    // The smaller of the two limits that the contract names (T15).
    private const int CountedPage = 2000;
    private const int CountedPages = 5;

    // The account's clock and ours.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Reads the page where the transactions are if the account keeps the dataset's order, which the contract does not
    /// promise; what is not on it is asked for one by one.
    /// </summary>
    public async Task<IReadOnlyList<SyncTransaction>> ReadAsync(
        CompanyKey company, SyncId sync, IReadOnlyList<TransactionId> ids, int first, CancellationToken cancellationToken)
    {
        var page = await client.GetAsync<TransactionPage>(
            CodatPaths.Transactions(company.Company, sync, (first / PageSize) + 1, PageSize), cancellationToken);
        var found = (page.Results ?? []).ToLookup(answer => answer.TransactionId, StringComparer.OrdinalIgnoreCase);
        var entries = new List<SyncTransaction>(ids.Count);
        foreach (var (index, id) in ids.Index())
        {
            var answers = found[id.Value].ToList();
            if (answers.Count == 0 && page.TotalResults > 0)
            {
                answers = await FindAsync(company, sync, id, cancellationToken);
            }

            entries.AddRange(answers.Select(answer => CodatMapper.Transaction(first + index, id, answer)));
        }

        return entries;
    }

    /// <summary>Counts how the transactions stand, in as few requests as the contract allows.</summary>
    public async Task<SyncCounts> CountAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken)
    {
        var rows = new List<SyncTransaction>();
        for (var number = 1; number <= CountedPages; number++)
        {
            var page = await client.GetAsync<TransactionPage>(CodatPaths.Transactions(company.Company, sync, number, CountedPage), cancellationToken);
            rows.AddRange((page.Results ?? []).Select(answer => CodatMapper.Transaction(0, new TransactionId(answer.TransactionId ?? ""), answer)));
            if (rows.Count >= page.TotalResults)
            {
                break;
            }
        }

        return SyncCounts.Of([.. rows.Where(row => row.IntegrationType == IntegrationType.Expense)]);
    }

    /// <summary>Finds the newest sync that has all the transactions, by its first and last; one that completed them goes first.</summary>
    public async Task<SyncId?> FindSyncAsync(
        CompanyKey company, IReadOnlyList<TransactionId> ids, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var statuses = await client.GetAsync<List<StatusAnswer>>(CodatPaths.SyncList(company.Company), cancellationToken);
        var candidates = statuses
            .Where(status => status.SyncId is not null && CodatMapper.InstantOf(status.SyncUtc) >= since - ClockDifference)
            .OrderByDescending(status => CodatMapper.InstantOf(status.SyncUtc))
            .Take(SyncsLookedAt);
        SyncId? any = null;
        foreach (var sync in candidates.Select(candidate => new SyncId(candidate.SyncId!)))
        {
            var entries = await FindAsync(company, sync, ids[0], cancellationToken);
            if (entries.Count == 0 || (await FindAsync(company, sync, ids[^1], cancellationToken)).Count == 0)
            {
                continue;
            }

            any ??= sync;
            if (entries.Exists(entry => CodatMapper.Transaction(0, ids[0], entry).Status == TransactionStatus.Completed))
            {
                return sync;
            }
        }

        return any;
    }

    private async Task<List<TransactionAnswer>> FindAsync(CompanyKey company, SyncId sync, TransactionId id, CancellationToken cancellationToken) =>
        await client.FindAsync<List<TransactionAnswer>>(CodatPaths.Transaction(company.Company, sync, id), cancellationToken) ?? [];
}
