using Azure;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Reconciling;

/// <summary>One partition per company (<see cref="ReconciliationRows"/>).</summary>
internal sealed class TableReconciliationStore(TableServiceClient service, StorageNames names) : IReconciliationStore
{
    private readonly TableClient _table = service.GetTableClient(names.Reconciliations);

    public Task BeginAsync(Reconciliation reconciliation, CancellationToken cancellationToken = default) =>
        _table.UpsertEntityAsync(ReconciliationRows.Write(reconciliation, ReconciliationRows.Running), TableUpdateMode.Replace, cancellationToken);

    public async Task AddDifferencesAsync(
        CompanyKey company, string id, int step, IReadOnlyList<Difference> differences, CancellationToken cancellationToken = default)
    {
        var rows = differences.Select((difference, i) => ReconciliationRows.Write(company, id, step, i, difference)).ToList();
        await _table.ReplaceAsync(rows.Select(row => (IReadOnlyList<TableEntity>)[row]), cancellationToken);

        // The step may have found more when it ran before.
        var kept = rows.Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        await DeleteAsync(
            company, ReconciliationRows.StepKey(id, step), ReconciliationRows.BehindStep(id, step), kept.Contains, cancellationToken);
    }

    public async Task EndAsync(Reconciliation reconciliation, CancellationToken cancellationToken = default)
    {
        var company = reconciliation.Company;

        // Looked for while this one runs: the next one may begin as soon as it has ended, and what that finds is its own.
        var found = await KeysOfDifferencesAsync(company, cancellationToken);
        TableEntity? running;
        do
        {
            running = await _table.FindAsync(RowKeys.Partition(company), ReconciliationRows.Running, cancellationToken);
        }
        while (!await TryEndAsync(reconciliation, running, cancellationToken));

        var mine = ReconciliationRows.FirstOf(reconciliation.Id);
        var others = running is null ? mine : ReconciliationRows.FirstOf(ReconciliationRows.Read(company, running).Id);
        await _table.DeleteAsync(
            RowKeys.Partition(company),
            found.Where(row => !row.StartsWith(mine, StringComparison.Ordinal) && !row.StartsWith(others, StringComparison.Ordinal)),
            cancellationToken);
    }

    public Task<Reconciliation?> FindRunningAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        FindAsync(company, ReconciliationRows.Running, cancellationToken);

    public Task<Reconciliation?> FindLatestAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        FindAsync(company, ReconciliationRows.Latest, cancellationToken);

    public async Task<IReadOnlyList<Difference>> ListDifferencesAsync(CompanyKey company, string id, CancellationToken cancellationToken = default)
    {
        var found = new List<Difference>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), ReconciliationRows.FirstOf(id), ReconciliationRows.BehindOf(id), rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            found.Add(ReconciliationRows.ReadDifference(row));
        }

        return found;
    }

    public Task AcknowledgeAsync(CompanyKey company, DifferenceAcknowledgement acknowledgement, CancellationToken cancellationToken = default) =>
        _table.UpsertEntityAsync(ReconciliationRows.Write(company, acknowledgement), TableUpdateMode.Replace, cancellationToken);

    public async Task ForgetAcknowledgementsAsync(CompanyKey company, IReadOnlyCollection<string> differences, CancellationToken cancellationToken = default)
    {
        foreach (var difference in differences)
        {
            await _table.DeleteEntityAsync(
                RowKeys.Partition(company), ReconciliationRows.AcknowledgementKey(difference), ETag.All, cancellationToken);
        }
    }

    public async Task<IReadOnlyDictionary<string, DifferenceAcknowledgement>> ListAcknowledgementsAsync(
        CompanyKey company, CancellationToken cancellationToken = default)
    {
        var (from, before) = ReconciliationRows.Acknowledgements;
        var found = new Dictionary<string, DifferenceAcknowledgement>(StringComparer.Ordinal);
        await foreach (var row in _table.RangeAsync(RowKeys.Partition(company), from, before, rowsPerPage: null, cancellationToken))
        {
            var acknowledgement = ReconciliationRows.ReadAcknowledgement(row);
            found[acknowledgement.DifferenceId] = acknowledgement;
        }

        return found;
    }

    // In one: whoever sees that it has ended can begin the next one. False when the one that runs is another one by now.
    private async Task<bool> TryEndAsync(Reconciliation reconciliation, TableEntity? running, CancellationToken cancellationToken)
    {
        var latest = ReconciliationRows.Write(reconciliation, ReconciliationRows.Latest);
        if (running is null || !string.Equals(ReconciliationRows.Read(reconciliation.Company, running).Id, reconciliation.Id, StringComparison.Ordinal))
        {
            await _table.UpsertEntityAsync(latest, TableUpdateMode.Replace, cancellationToken);
            return true;
        }

        TableTransactionAction[] end = [new(TableTransactionActionType.UpsertReplace, latest), new(TableTransactionActionType.Delete, running, running.ETag)];
        try
        {
            await _table.SubmitTransactionAsync(end, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> KeysOfDifferencesAsync(CompanyKey company, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), ReconciliationRows.FirstDifference, ReconciliationRows.BehindDifferences, rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            keys.Add(row.RowKey);
        }

        return keys;
    }

    private async Task<Reconciliation?> FindAsync(CompanyKey company, string rowKey, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), rowKey, cancellationToken);
        return row is null ? null : ReconciliationRows.Read(company, row);
    }

    private Task DeleteAsync(CompanyKey company, string from, string before, Func<string, bool> keep, CancellationToken cancellationToken)
    {
        var partition = RowKeys.Partition(company);
        return _table.DeleteWhereAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before}"), keep, cancellationToken);
    }
}
