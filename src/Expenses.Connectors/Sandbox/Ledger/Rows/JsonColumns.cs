using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;

namespace Expenses.Connectors.Sandbox.Ledger.Rows;

/// <summary>A document as JSON in a row, cut into binary columns since one column holds 64 KiB.</summary>
internal static class JsonColumns
{
    private const int ColumnBytes = 60 * 1024;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes a document; tells how many bytes it has.</summary>
    public static int Write<T>(TableEntity row, T document)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, Json);
        for (var column = 0; column * ColumnBytes < bytes.Length; column++)
        {
            row[Name(column)] = bytes.AsSpan(column * ColumnBytes, Math.Min(ColumnBytes, bytes.Length - (column * ColumnBytes))).ToArray();
        }

        return bytes.Length;
    }

    /// <summary>Puts a document in the place of the one a row has; other columns stay.</summary>
    public static void Replace<T>(TableEntity row, T document)
    {
        for (var column = 0; row.Remove(Name(column)); column++)
        {
        }

        Write(row, document);
    }

    public static T Read<T>(TableEntity row)
    {
        var bytes = Columns(row).SelectMany(column => column).ToArray();
        return JsonSerializer.Deserialize<T>(bytes, Json)
            ?? throw new InvalidDataException($"Row {row.RowKey} of the sandbox ledger holds no {typeof(T).Name}.");
    }

    private static IEnumerable<byte[]> Columns(TableEntity row)
    {
        for (var column = 0; row.GetBinary(Name(column)) is { } bytes; column++)
        {
            yield return bytes;
        }
    }

    private static string Name(int column) => $"Json{column}";
}
