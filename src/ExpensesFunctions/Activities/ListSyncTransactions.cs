using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Checks each transaction of a chunk after the sync: which landed, through the expense integration, and have receipts.</summary>
/// <param name="engine">The sync service.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="companies">Connections.</param>
/// <param name="connectors">The platforms.</param>
public sealed class ListSyncTransactions(
    RunEngine engine, IExpenseRunStore runs, ICompanyStore companies, ConnectorRegistry connectors)
{
    /// <summary>Runs it.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The numbers of those expenses.</returns>
    [Function(nameof(ListSyncTransactions))]
    public async Task<LandedExpensesV1> RunAsync([ActivityTrigger] RunChunkV1 chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await (engine.Quota is { } quota ? OfRemoteAsync(chunk, quota, cancellationToken) : OfPlatformAsync(chunk, cancellationToken));
        }
        catch (ConnectorException failure) when (failure.Category == FailureCategory.RateLimited)
        {
            return new LandedExpensesV1("", 1, 1, 1, [], RunStepFailure.WaitOf(failure));
        }
    }

    private async Task<LandedExpensesV1> OfRemoteAsync(RunChunkV1 chunk, RunQuota quota, CancellationToken cancellationToken) => new(
        quota.Name, quota.RequestsPerMinute, WindowSeconds: 60, quota.ConcurrentRequests, await NumbersAsync(chunk, cancellationToken));

    private async Task<LandedExpensesV1> OfPlatformAsync(RunChunkV1 chunk, CancellationToken cancellationToken)
    {
        var connections = await companies.ListConnectionsAsync(chunk.Run.CompanyKey(), cancellationToken);
        var connection = connections.FirstOrDefault(c => c.SourceType == SourceType.Accounting);
        if (connection is null)
        {
            return new LandedExpensesV1("", 1, 1, 1, []);
        }

        var capabilities = connectors.For(connection).Capabilities;
        return new LandedExpensesV1(
            connection.Id.Value,
            capabilities.RequestsPerWindow,
            (int)Math.Ceiling(capabilities.QuotaWindow.TotalSeconds),
            capabilities.ConcurrentRequests,
            await NumbersAsync(chunk, cancellationToken));
    }

    private async Task<IReadOnlyList<int>> NumbersAsync(RunChunkV1 chunk, CancellationToken cancellationToken)
    {
        var company = chunk.Run.CompanyKey();
        var expenses = await runs.ReadChunkAsync(company, new RunId(chunk.Run.Run), chunk.Chunk, cancellationToken);
        var rows = await engine.Service.ReadTransactionsAsync(
            company, new SyncId(chunk.Sync), [.. expenses.Select(e => e.Transaction.Id)], chunk.Chunk * Dataset.ChunkSize, cancellationToken);
        var landed = rows
            .Where(r => r is { Status: TransactionStatus.Completed, IntegrationType: IntegrationType.Expense })
            .Select(r => r.TransactionId)
            .ToHashSet();
        return [.. Enumerable.Range(0, expenses.Count)
            .Where(n => expenses[n].ReceiptIds.Count > 0 && landed.Contains(expenses[n].Transaction.Id))];
    }
}
