using Azure.Core;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Rest;

/// <summary>Operations on one entity.</summary>
internal sealed class EntityCommands(TableConnection connection, string table)
{
    public async Task<Response> AddAsync(ITableEntity entity, bool async, CancellationToken cancellationToken)
    {
        RequireKeys(entity);
        using var message = connection.CreateMessage(RequestMethod.Post, table);
        SetBody(message.Request, entity);
        return await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Without <paramref name="ifMatch"/> the entity is made when it is not there.</summary>
    public async Task<Response> PutAsync(ITableEntity entity, ETag? ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellationToken)
    {
        RequireKeys(entity);
        if (ifMatch is { } given && given == default)
        {
            throw new ArgumentException("An update needs the ETag it expects; ETag.All updates whatever is there.", nameof(ifMatch));
        }

        using var message = connection.CreateMessage(MethodOf(mode), Wire.EntityPath(table, entity.PartitionKey, entity.RowKey));
        if (ifMatch is { } etag)
        {
            message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, etag.ToString("H"));
        }

        SetBody(message.Request, entity);
        return await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An entity that is not there is an answer (404), not an error.</summary>
    public async Task<Response> DeleteAsync(string partitionKey, string rowKey, ETag ifMatch, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = connection.CreateMessage(RequestMethod.Delete, Wire.EntityPath(table, partitionKey, rowKey), Tolerated.Missing);
        message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, (ifMatch == default ? ETag.All : ifMatch).ToString("H"));
        return await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    public async Task<NullableResponse<T>> GetAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select, bool toleratesMissing, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = connection.CreateMessage(
            RequestMethod.Get, Wire.EntityPath(table, partitionKey, rowKey), toleratesMissing ? Tolerated.Missing : Tolerated.None);
        if (TableQueries.Columns(select) is { } columns)
        {
            message.Request.Uri.AppendQuery("$select", columns);
        }

        var response = await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
        return response.Status == 404
            ? new MissingEntity<T>(response)
            : Response.FromValue(EntityReader<T>.ReadOne(response.Content.ToMemory()), response);
    }

    internal static void RequireKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }

    internal static RequestMethod MethodOf(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Merge or Replace."),
    };

    private static void SetBody(Request request, ITableEntity entity)
    {
        request.Headers.SetValue(HttpHeader.Names.ContentType, Wire.Json);
        request.Headers.SetValue(HttpHeader.Names.Prefer, Wire.NoContent);
        request.Content = RequestContent.Create(EntityJson.Serialize(entity));
    }
}
