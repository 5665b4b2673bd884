using System.Buffers;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Rest;

/// <summary>The body of an entity-group transaction: a batch with one changeset of embedded requests.</summary>
internal static class ChangesetWriter
{
    public static (string Boundary, ReadOnlyMemory<byte> Content) Write(Uri account, string table, List<TableTransactionAction> actions)
    {
        var batch = $"batch_{Guid.NewGuid():D}";
        var changeset = $"changeset_{Guid.NewGuid():D}";
        var buffer = Scratch.Clear();
        Text(buffer, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n");
        var contentId = 0;
        foreach (var action in actions)
        {
            contentId++;
            Text(buffer, $"--{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: {contentId}\r\n\r\n");
            WriteAction(buffer, account, table, action);
        }

        Text(buffer, $"--{changeset}--\r\n\r\n--{batch}--\r\n");
        return (batch, buffer.WrittenSpan.ToArray());
    }

    private static void WriteAction(ArrayBufferWriter<byte> buffer, Uri account, string table, TableTransactionAction action)
    {
        var method = MethodOf(action.ActionType);
        var path = action.ActionType == TableTransactionActionType.Add
            ? table
            : Wire.EntityPath(table, action.Entity.PartitionKey, action.Entity.RowKey);
        Text(buffer, $"{method} {account}{path} HTTP/1.1\r\nAccept: {Wire.MinimalMetadata}\r\nDataServiceVersion: 3.0\r\n");
        if (ConditionOf(action) is { } condition)
        {
            Text(buffer, $"If-Match: {condition}\r\n");
        }

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Text(buffer, "\r\n");
            return;
        }

        Text(buffer, $"Prefer: {Wire.NoContent}\r\nContent-Type: {Wire.Json}\r\n\r\n");
        EntityJson.Write(buffer, action.Entity);
        Text(buffer, "\r\n");
    }

    private static RequestMethod MethodOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => RequestMethod.Post,
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => RequestMethod.Patch,
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => RequestMethod.Put,
        TableTransactionActionType.Delete => RequestMethod.Delete,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such action."),
    };

    // Updates and deletions without an ETag are unconditional; additions and upserts have no condition at all.
    private static string ConditionOf(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete =>
            (action.ETag == default ? ETag.All : action.ETag).ToString("H"),
        _ => null,
    };

    private static void Text(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);
}
