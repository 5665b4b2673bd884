using Azure;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Retention;

/// <summary>
/// The companies that were deleted and still have something kept, oldest first. A row is written before the deletion and
/// removed after the erasure: a crash leaves one too many, which finds its company alive, never one too few.
/// </summary>
internal sealed class DeletedCompanies(TableServiceClient service, StorageNames names, TimeProvider time)
{
    private const string Partition = "deleted";
    private const string ClientProperty = "Client";
    private const string CompanyProperty = "Company";

    private readonly TableClient _table = service.GetTableClient(names.DeletedCompanies);

    /// <summary>Lists a company that is about to be deleted.</summary>
    public Task<Response> AddAsync(CompanyKey company, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Partition, $"{RowKeys.Ticks(time.GetUtcNow())}{KeyText.Separator}{RowKeys.Partition(company)}")
        {
            [ClientProperty] = company.Client.Value,
            [CompanyProperty] = company.Company.Value,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>Whether a company is listed.</summary>
    public async Task<bool> ContainsAsync(CompanyKey company, CancellationToken cancellationToken)
    {
        var (client, id) = (company.Client.Value, company.Company.Value);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Client eq {client} and Company eq {id}");
        await foreach (var _ in _table.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken))
        {
            return true;
        }

        return false;
    }

    /// <summary>The companies deleted before a time, with the key to take each off the list.</summary>
    public async Task<IReadOnlyList<(CompanyKey Company, string RowKey)>> ListAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var listed = new List<(CompanyKey, string)>();
        await foreach (var row in _table.RangeAsync(Partition, "", RowKeys.Ticks(before), rowsPerPage: null, cancellationToken))
        {
            listed.Add((new CompanyKey(new ClientId(row.Text(ClientProperty)), new CompanyId(row.Text(CompanyProperty))), row.RowKey));
        }

        return listed;
    }

    /// <summary>Takes a company off the list.</summary>
    public Task<Response> RemoveAsync(string rowKey, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition, rowKey, ETag.All, cancellationToken);
}
