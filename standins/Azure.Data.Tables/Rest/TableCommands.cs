using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>Creates and deletes tables.</summary>
internal sealed class TableCommands(TableConnection connection)
{
    public async Task<Response<TableItem>> CreateAsync(string table, bool toleratesExisting, bool async, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Post, "Tables", toleratesExisting ? Tolerated.Conflict : Tolerated.None);
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, Wire.Json);
        message.Request.Headers.SetValue(HttpHeader.Names.Prefer, Wire.NoContent);
        message.Request.Content = RequestContent.Create(new { TableName = table });
        var response = await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
        if (response.Status == 409)
        {
            ThrowUnlessExisting(response);
        }

        return Response.FromValue(new TableItem(table), response);
    }

    /// <summary>A table that is not there is an answer (404), not an error.</summary>
    public async Task<Response> DeleteAsync(string table, bool async, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(table)}')", Tolerated.Missing);
        return await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    // 409 is also the answer while a table of that name is being deleted.
    private static void ThrowUnlessExisting(Response response)
    {
        var failure = new RequestFailedException(response);
        if (failure.ErrorCode != TableErrorCode.TableAlreadyExists)
        {
            throw failure;
        }
    }
}
