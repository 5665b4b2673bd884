using Azure;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Runs;

/// <summary>
/// Runs that have not ended, over all companies, oldest first. A row is written before the run is stored and removed after
/// the run says that it ended: a crash in between leaves a row too many, never one too few.
/// </summary>
internal sealed class OutstandingRuns(TableServiceClient service, StorageNames names)
{
    private const string Partition = "runs";
    private const string ClientProperty = "Client";
    private const string CompanyProperty = "Company";
    private const string RunProperty = "Run";

    private readonly TableClient _table = service.GetTableClient(names.OutstandingSyncs);

    /// <summary>Lists a run.</summary>
    public Task<Response> AddAsync(ExpenseRun run, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Partition, Key(run))
        {
            [ClientProperty] = run.Company.Client.Value,
            [CompanyProperty] = run.Company.Company.Value,
            [RunProperty] = run.Id.Value,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>Takes a run off the list; one that is not on it is no error.</summary>
    public Task<Response> RemoveAsync(ExpenseRun run, CancellationToken cancellationToken) => RemoveAsync(Key(run), cancellationToken);

    /// <summary>Takes a row off the list that <see cref="ListAsync"/> gave.</summary>
    public Task<Response> RemoveAsync(string rowKey, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition, rowKey, ETag.All, cancellationToken);

    /// <summary>Whether a row is that of a run: whoever lost against the one that stored it has left another.</summary>
    public static bool IsOf(string rowKey, ExpenseRun run) => string.Equals(rowKey, Key(run), StringComparison.Ordinal);

    /// <summary>The runs accepted before a time.</summary>
    public async Task<IReadOnlyList<(CompanyKey Company, RunId Run, string RowKey)>> ListAsync(
        DateTimeOffset createdBefore, CancellationToken cancellationToken)
    {
        var listed = new List<(CompanyKey, RunId, string)>();
        await foreach (var row in _table.RangeAsync(Partition, "", RowKeys.Ticks(createdBefore), rowsPerPage: null, cancellationToken))
        {
            var company = new CompanyKey(new ClientId(row.Text(ClientProperty)), new CompanyId(row.Text(CompanyProperty)));
            listed.Add((company, new RunId(row.Text(RunProperty)), row.RowKey));
        }

        return listed;
    }

    private static string Key(ExpenseRun run) =>
        string.Join(KeyText.Separator, RowKeys.Ticks(run.Created), RowKeys.Partition(run.Company, run.Id.Value));
}
