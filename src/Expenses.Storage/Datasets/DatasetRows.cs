using Azure.Data.Tables;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Lists;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Datasets;

/// <summary>
/// The rows of a company's datasets: one under the dataset's id, and one in its list, whose key has its inverted time, so
/// that the newest is first. No id begins with a separator.
/// </summary>
internal static class DatasetRows
{
    public const string Id = "Id";
    public const string Version = "Version";
    public const string TransactionCount = "TransactionCount";

    private const string Created = "Created";

    // Not named Id, so that neither row is taken for the other.
    private const string Listed = "Dataset";

    private static readonly string FirstEntry = $"{KeyText.Separator}list{KeyText.Separator}";
    private static readonly string IndexRow = $"{KeyText.Separator}index";

    /// <summary>Before every row but those of datasets.</summary>
    public static string BehindDatasets { get; } = $"{KeyText.Separator}";

    public static string KeyOf(DatasetId id) => KeyText.Encode(id.Value);

    public static string EntryKey(Dataset dataset) =>
        $"{FirstEntry}{RowKeys.InvertedTicks(dataset.Created)}{KeyText.Separator}{KeyOf(dataset.Id)}";

    public static TableEntity Write(Dataset dataset, string version) => new(RowKeys.Partition(dataset.Company), KeyOf(dataset.Id))
    {
        [Id] = dataset.Id.Value,
        [TransactionCount] = dataset.TransactionCount,
        [Created] = dataset.Created,
        [Version] = version,
    };

    public static TableEntity Entry(Dataset dataset) => new(RowKeys.Partition(dataset.Company), EntryKey(dataset))
    {
        [Listed] = dataset.Id.Value,
        [TransactionCount] = dataset.TransactionCount,
        [Created] = dataset.Created,
    };

    public static Dataset Read(CompanyKey company, DatasetId id, TableEntity row) =>
        new(company, id, row.Number(TransactionCount), row.Instant(Created));

    public static Dataset ReadEntry(CompanyKey company, TableEntity row) => Read(company, new DatasetId(row.Text(Listed)), row);

    public static TableList ListOf(TableClient table, CompanyKey company) =>
        new(table, RowKeys.Partition(company), FirstEntry, FirstEntry + KeyText.Separator, IndexRow);
}
