using System.Buffers;

namespace Azure.Data.Tables.Rest;

/// <summary>Spellings of the protocol.</summary>
internal static class Wire
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";
    public const string Json = "application/json";
    public const string NoContent = "return-no-content";

    private static readonly SearchValues<char> PlainKeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    /// <summary>table(PartitionKey='…',RowKey='…'), quotes doubled and percent-encoded.</summary>
    public static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}')";

    private static string Key(string key) =>
        key.AsSpan().ContainsAnyExcept(PlainKeyCharacters)
            ? Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal))
            : key;
}
