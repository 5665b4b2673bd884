using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>The rows of one company's sandbox ledger, to do with what a ledger's owner may do, and worse.</summary>
internal sealed class LedgerRows(RunningApp app, string company)
{
    private const string Json = "Json0";

    private readonly TableClient _table = app.Services.GetRequiredService<TableServiceClient>().GetTableClient("SandboxLedger");

    public async Task DeleteAsync(string row)
    {
        var entity = await FindAsync(row);
        await _table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey);
    }

    /// <summary>Adds a copy of a row under another key.</summary>
    public async Task CopyAsync(string row, string copy, Action<JsonNode> change)
    {
        var entity = await FindAsync(row);
        await _table.AddEntityAsync(Changed(new TableEntity(entity) { RowKey = copy }, change));
    }

    public async Task ChangeAsync(string row, Action<JsonNode> change)
    {
        var entity = await FindAsync(row);
        await _table.UpdateEntityAsync(Changed(new TableEntity(entity), change), entity.ETag, TableUpdateMode.Replace);
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var row in _table.QueryAsync<TableEntity>())
        {
            if (row.PartitionKey.Contains(company, StringComparison.Ordinal) && row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
            {
                keys.Add(row.RowKey);
            }
        }

        return keys;
    }

    private static TableEntity Changed(TableEntity row, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(Encoding.UTF8.GetString(row.GetBinary(Json)))!;
        change(node);
        row[Json] = JsonSerializer.SerializeToUtf8Bytes(node);
        return row;
    }

    private async Task<TableEntity> FindAsync(string row)
    {
        await foreach (var entity in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {row}")))
        {
            if (entity.PartitionKey.Contains(company, StringComparison.Ordinal))
            {
                return entity;
            }
        }

        throw new InvalidOperationException($"The ledger of company {company} has no row {row}.");
    }
}
