using System.Text.Json;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>
/// The rows of a company's syncs. The record's key starts with its inverted time, so the newest is first; a second row,
/// written with it, leads from the id to that key; a third names the last successful one.
/// </summary>
internal static class SyncRows
{
    public const string FirstRecord = "record~";
    public const string BehindRecords = "record~~";
    public const string LastSuccessful = "last-successful";

    /// <summary>In rows that lead to a record: the record's row key.</summary>
    public const string RecordKey = "RecordKey";

    private const string ClientProperty = "Client";
    private const string CompanyProperty = "Company";

    /// <summary>The key of a record; it follows from what never changes, and a newer record has a smaller key.</summary>
    public static string KeyOf(SyncRecord sync) =>
        $"{FirstRecord}{RowKeys.InvertedTicks(sync.Requested)}~{KeyText.Encode(sync.Id.Value)}";

    /// <summary>The key of the record at a place; before all of its time when the place names none.</summary>
    public static string KeyOf(SyncPlace place) =>
        $"{FirstRecord}{RowKeys.InvertedTicks(place.Requested)}~{(place.Id.Length == 0 ? "" : KeyText.Encode(place.Id))}";

    public static string PointerKey(SyncId id) => $"id~{KeyText.Encode(id.Value)}";

    public static TableEntity Pointer(SyncRecord sync, string rowKey) => new(RowKeys.Partition(sync.Company), rowKey)
    {
        [RecordKey] = KeyOf(sync),
    };

    public static TableEntity Write(SyncRecord sync) => new(RowKeys.Partition(sync.Company), KeyOf(sync))
    {
        [ClientProperty] = sync.Company.Client.Value,
        [CompanyProperty] = sync.Company.Company.Value,
        [nameof(sync.Id)] = sync.Id.Value,
        [nameof(sync.DatasetIds)] = JsonSerializer.Serialize(sync.DatasetIds),
        [nameof(sync.Requested)] = sync.Requested.ToUniversalTime(),
        [nameof(sync.CorrelationId)] = sync.CorrelationId,
        [nameof(sync.TraceParent)] = sync.TraceParent,
        [nameof(sync.Code)] = sync.Code.ToString(),
        [nameof(sync.Stage)] = sync.Stage.ToString(),
        [nameof(sync.Attempt)] = sync.Attempt,
        [nameof(sync.Retried)] = sync.Retried?.ToUniversalTime(),
        [nameof(sync.Started)] = sync.Started?.ToUniversalTime(),
        [nameof(sync.ExpectedEnd)] = sync.ExpectedEnd?.ToUniversalTime(),
        [nameof(sync.Completed)] = sync.Completed?.ToUniversalTime(),
        [nameof(sync.LastCode)] = sync.LastCode?.ToString(),
        [nameof(sync.LastCompleted)] = sync.LastCompleted?.ToUniversalTime(),
        [nameof(sync.TransactionCount)] = sync.TransactionCount,
        [nameof(sync.ErrorMessage)] = LongText.Cut(sync.ErrorMessage),
        [nameof(sync.SyncExceptionMessage)] = LongText.Cut(sync.SyncExceptionMessage),
        [nameof(sync.DataPushed)] = sync.DataPushed,
        [nameof(sync.RunInstanceId)] = sync.RunInstanceId,
    };

    public static SyncRecord Read(TableEntity row) => new()
    {
        Company = new CompanyKey(new ClientId(row.Text(ClientProperty)), new CompanyId(row.Text(CompanyProperty))),
        Id = new SyncId(row.Text(nameof(SyncRecord.Id))),
        DatasetIds = JsonSerializer.Deserialize<IReadOnlyList<DatasetId>>(row.Text(nameof(SyncRecord.DatasetIds)))!,
        Requested = row.Instant(nameof(SyncRecord.Requested)),
        CorrelationId = row.Text(nameof(SyncRecord.CorrelationId)),
        TraceParent = row.GetString(nameof(SyncRecord.TraceParent)),
        Code = row.Name<SyncStatusCode>(nameof(SyncRecord.Code)),
        Stage = row.Name<SyncStage>(nameof(SyncRecord.Stage)),
        Attempt = row.Number(nameof(SyncRecord.Attempt)),
        Retried = row.OptionalInstant(nameof(SyncRecord.Retried)),
        Started = row.OptionalInstant(nameof(SyncRecord.Started)),
        ExpectedEnd = row.OptionalInstant(nameof(SyncRecord.ExpectedEnd)),
        Completed = row.OptionalInstant(nameof(SyncRecord.Completed)),
        LastCode = row.OptionalName<SyncStatusCode>(nameof(SyncRecord.LastCode)),
        LastCompleted = row.OptionalInstant(nameof(SyncRecord.LastCompleted)),
        TransactionCount = row.Number(nameof(SyncRecord.TransactionCount)),
        ErrorMessage = row.Text(nameof(SyncRecord.ErrorMessage)),
        SyncExceptionMessage = row.Text(nameof(SyncRecord.SyncExceptionMessage)),
        DataPushed = row.Flag(nameof(SyncRecord.DataPushed)),
        RunInstanceId = row.GetString(nameof(SyncRecord.RunInstanceId)),
        ETag = row.ETag.ToString(),
    };
}
