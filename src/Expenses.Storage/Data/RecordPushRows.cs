using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Data;

/// <summary>Pushes of records as rows.</summary>
internal static class RecordPushRows
{
    private static readonly JsonSerializerOptions Json = new()
    {
        // A property holds 32K characters; escapes would make six of one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static TableEntity Write(RecordPush push) => new(RowKeys.Partition(push.Company), KeyOf(push))
    {
        [nameof(push.Id)] = push.Id.Value,
        [nameof(push.Connection)] = push.Connection.Value,
        [nameof(push.DataType)] = push.DataType,
        [nameof(push.Draft)] = JsonSerializer.Serialize(push.Draft, Json),
        [nameof(push.Target)] = push.Target,
        [nameof(push.Force)] = push.Force,
        [nameof(push.Requested)] = push.Requested.ToUniversalTime(),
        [nameof(push.TimeoutInMinutes)] = push.TimeoutInMinutes,
        [nameof(push.ReadAfter)] = push.ReadAfter,
        [nameof(push.Status)] = push.Status.ToString(),
        [nameof(push.Completed)] = push.Completed?.ToUniversalTime(),
        [nameof(push.RecordId)] = push.RecordId,
        [nameof(push.ErrorMessage)] = LongText.Cut(push.ErrorMessage),
        [nameof(push.Refusals)] = JsonSerializer.Serialize(push.Refusals, Json),
    };

    public static TableEntity Pointer(RecordPush push) => new(RowKeys.Partition(push.Company), RecordRows.Pointer(RecordRows.Push, push.Id.Value))
    {
        [RecordRows.RecordKey] = KeyOf(push),
    };

    public static RecordPush Read(CompanyKey company, TableEntity row) => new()
    {
        Company = company,
        Id = new RecordPushId(row.Text(nameof(RecordPush.Id))),
        Connection = new ConnectionId(row.Text(nameof(RecordPush.Connection))),
        DataType = row.Text(nameof(RecordPush.DataType)),
        Draft = JsonSerializer.Deserialize<ReferenceDraft>(row.Text(nameof(RecordPush.Draft)), Json)!,
        Target = row.GetString(nameof(RecordPush.Target)),
        Force = row.Flag(nameof(RecordPush.Force)),
        Requested = row.Instant(nameof(RecordPush.Requested)),
        TimeoutInMinutes = row.GetInt32(nameof(RecordPush.TimeoutInMinutes)),
        ReadAfter = row.Flag(nameof(RecordPush.ReadAfter)),
        Status = row.Name<RecordPushStatus>(nameof(RecordPush.Status)),
        Completed = row.OptionalInstant(nameof(RecordPush.Completed)),
        RecordId = row.GetString(nameof(RecordPush.RecordId)),
        ErrorMessage = row.Text(nameof(RecordPush.ErrorMessage)),
        Refusals = JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Text(nameof(RecordPush.Refusals)))!,
        ETag = row.ETag.ToString(),
    };

    private static string KeyOf(RecordPush push) => RecordRows.Operation(RecordRows.Push, push.Requested, push.Id.Value);
}
