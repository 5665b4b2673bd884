using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Webhooks;

/// <summary>
/// The events of reading reference data and of writing records (codat-contract B122, B123, §2.16). The new style tells of
/// all data types of a read at once, the legacy one of each by itself.
/// </summary>
internal static class DataEvents
{
    /// <summary>Reads of one connection that ended together.</summary>
    public static IReadOnlyList<PublishedEvent> OfRead(Company company, IReadOnlyList<PullOperation> ended, ReadEnd end, bool isInitial)
    {
        var payload = Json(new ReadPayload(
            CompanyReference.Of(company),
            end.Before,
            [.. ended.Select(one => new DataTypeRead(
                one.Connection.Value,
                one.DataType,
                one.IsCompleted && end.Modified.Contains(one.DataType),
                one.Status,
                one.IsErrored ? [new ReadIssue("error.fetch", one.ErrorMessage)] : []))]));
        var first = ended[0];
        List<PublishedEvent> events =
        [
            Event(EventCatalogue.ReadCompleted, company, first.Completed!.Value, first.Id.Value) with { Payload = payload },
            .. ended.SelectMany(one => OfDataType(company, one, end)),
        ];
        if (isInitial)
        {
            var alert = new LegacyAlert($"Company {company.Key.Company} was read for the first time.", "{}", first.Connection);
            events.Add(Event(EventCatalogue.ReadCompletedInitial, company, first.Completed.Value, first.Id.Value) with { Payload = payload, Legacy = alert });
        }

        return events;
    }

    /// <summary>A write of a record that ended.</summary>
    public static IReadOnlyList<PublishedEvent> OfWrite(Company company, RecordPush push)
    {
        var isSuccess = push.Status == RecordPushStatus.Success;
        var payload = Json(new WritePayload(
            push.Id.Value,
            push.Target is null ? "Create" : "Update",
            CompanyReference.Of(company),
            push.Connection.Value,
            push.Requested,
            push.Completed,
            push.Status,
            push.RecordId is null ? null : new WrittenRecord(push.RecordId)));
        var data = Json(new LegacyWrite(push.DataType, push.Id.Value, push.Status));
        var ended = push.Completed ?? push.Requested;
        var written = Event(EventCatalogue.WriteOf(push.DataType, isSuccess), company, ended, push.Id.Value) with
        {
            Payload = payload,
            Legacy = new LegacyAlert($"Push operation {push.Id} for {push.DataType} is now {push.Status}.", data, push.Connection),
        };
        return push.Status != RecordPushStatus.TimedOut
            ? [written]
            :
            [
                written,
                Event(EventCatalogue.WriteTimedOut, company, ended, push.Id.Value) with
                {
                    Legacy = new LegacyAlert($"Push operation {push.Id} for {push.DataType} timed out.", data, push.Connection),
                },
            ];
    }

    private static IEnumerable<PublishedEvent> OfDataType(Company company, PullOperation one, ReadEnd end)
    {
        var data = Json(new LegacyRead(one.DataType, one.Id.Value, one.Status));
        PublishedEvent Legacy(string type, string what) => Event(type, company, one.Completed!.Value, one.Id.Value) with
        {
            Legacy = new LegacyAlert($"{what} {one.DataType} of company {company.Key.Company}.", data, one.Connection),
        };
        if (one.IsErrored)
        {
            yield return Legacy(EventCatalogue.DataTypeFailed, "Failed to read");
            yield break;
        }

        yield return Legacy(EventCatalogue.DataTypeRead, "Completed reading");
        if (end.Modified.Contains(one.DataType))
        {
            yield return Legacy(EventCatalogue.DataTypeChanged, "There is a change in");
        }
    }

    private static PublishedEvent Event(string type, Company company, DateTimeOffset occurred, string subject) => new()
    {
        Id = DerivedId.Guid("event", type, company.Key.ToString(), subject),
        Client = company.Key.Client,
        Company = company.Key.Company,
        CompanyTags = CompanyReference.TagsOf(company),
        Type = type,
        Occurred = occurred,
    };

    private static string Json(object value) => JsonSerializer.Serialize(value, ContractJson.Options);

    private sealed record ReadPayload(CompanyReference ReferenceCompany, DateTimeOffset? ModifiedFromDate, IReadOnlyList<DataTypeRead> DataTypes);

    private sealed record DataTypeRead(string ConnectionId, string DataType, bool RecordsModified, PullStatus Status, IReadOnlyList<ReadIssue> Issues);

    private sealed record ReadIssue(string Type, string Message);

    private sealed record WritePayload(
        string Id,
        string Type,
        CompanyReference ReferenceCompany,
        string ConnectionId,
        DateTimeOffset RequestedOnDate,
        DateTimeOffset? CompletedOnDate,
        RecordPushStatus Status,
        WrittenRecord? Record);

    private sealed record WrittenRecord(string Id);

    private sealed record LegacyRead(string DataType, string DatasetId, PullStatus DatasetStatus);

    private sealed record LegacyWrite(string DataType, string PushOperationKey, RecordPushStatus Status);
}
