using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Rest;

/// <summary>Pages of entities and pages of tables.</summary>
internal sealed class TableQueries(TableConnection connection)
{
    private const string NextPartitionKey = "x-ms-continuation-NextPartitionKey";
    private const string NextRowKey = "x-ms-continuation-NextRowKey";
    private const string NextTableName = "x-ms-continuation-NextTableName";

    public PageReader<T> Entities<T>(string table, string filter, IEnumerable<string> select)
        where T : class, ITableEntity
    {
        var columns = Columns(select);
        return async (token, pageSize, async, cancellationToken) =>
        {
            using var message = connection.CreateMessage(RequestMethod.Get, $"{table}()");
            AddOptions(message.Request.Uri, filter, columns, pageSize);
            AddEntityToken(message.Request.Uri, token);
            var response = await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
            return Page<T>.FromValues(EntityReader<T>.ReadPage(response.Content.ToMemory()), EntityToken(response), response);
        };
    }

    public PageReader<TableItem> Tables(string filter) => async (token, pageSize, async, cancellationToken) =>
    {
        using var message = connection.CreateMessage(RequestMethod.Get, "Tables");
        AddOptions(message.Request.Uri, filter, columns: null, pageSize);
        if (token is not null)
        {
            message.Request.Uri.AppendQuery("NextTableName", token);
        }

        var response = await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
        var next = response.Headers.TryGetValue(NextTableName, out var name) ? name : null;
        return Page<TableItem>.FromValues(ReadTables(response), next, response);
    };

    /// <summary>The value of $select, or null for all columns.</summary>
    public static string Columns(IEnumerable<string> select)
    {
        var columns = select is null ? "" : string.Join(',', select);
        return columns.Length == 0 ? null : columns;
    }

    private static void AddOptions(RequestUriBuilder uri, string filter, string columns, int? pageSize)
    {
        if (!string.IsNullOrEmpty(filter))
        {
            uri.AppendQuery("$filter", filter);
        }

        if (columns is not null)
        {
            uri.AppendQuery("$select", columns);
        }

        if (pageSize is { } top)
        {
            uri.AppendQuery("$top", top.ToString(CultureInfo.InvariantCulture));
        }
    }

    // One text for the caller: both halves come encoded from the service and hold no space.
    private static string EntityToken(Response response)
    {
        if (!response.Headers.TryGetValue(NextPartitionKey, out var partitionKey))
        {
            return null;
        }

        return response.Headers.TryGetValue(NextRowKey, out var rowKey) ? $"{partitionKey} {rowKey}" : partitionKey;
    }

    private static void AddEntityToken(RequestUriBuilder uri, string token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return;
        }

        var space = token.IndexOf(' ', StringComparison.Ordinal);
        uri.AppendQuery("NextPartitionKey", space < 0 ? token : token[..space]);
        if (space >= 0)
        {
            uri.AppendQuery("NextRowKey", token[(space + 1)..]);
        }
    }

    private static List<TableItem> ReadTables(Response response)
    {
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(table => new TableItem(table.GetProperty("TableName").GetString()))];
    }
}
