using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Lists;

namespace Expenses.Storage.Data;

/// <summary>
/// The row keys of a company's records: operations by inverted time, so that the newest is first; a row that leads from an
/// id to its operation; and a row for each data type of a connection.
/// </summary>
internal static class RecordRows
{
    /// <summary>In rows that lead to an operation: the operation's row key.</summary>
    public const string RecordKey = "RecordKey";

    public const string Pull = "pull";
    public const string Push = "push";

    private const string State = "state";

    public static string First(string kind) => $"{kind}{KeyText.Separator}";

    public static string Behind(string kind) => $"{kind}{KeyText.Separator}{KeyText.Separator}";

    public static string Operation(string kind, DateTimeOffset requested, string id) =>
        $"{First(kind)}{RowKeys.InvertedTicks(requested)}{KeyText.Separator}{KeyText.Encode(id)}";

    public static string Pointer(string kind, string id) => $"{kind}id{KeyText.Separator}{KeyText.Encode(id)}";

    public static string FirstState(string connection) => $"{State}{KeyText.Separator}{KeyText.Encode(connection)}{KeyText.Separator}";

    public static string BehindStates(string connection) => FirstState(connection) + KeyText.Separator;

    public static string StateOf(string connection, string dataType) => FirstState(connection) + KeyText.Encode(dataType);

    /// <summary>A company's operations of a kind as a list.</summary>
    public static TableList ListOf(TableClient table, CompanyKey company, string kind) =>
        new(table, RowKeys.Partition(company), First(kind), Behind(kind), $"index{KeyText.Separator}{kind}");
}
