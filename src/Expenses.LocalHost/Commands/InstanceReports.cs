using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Store.Damage;
using Expenses.LocalHost.Replay;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Commands;

/// <summary>Reads instances straight from the file; nothing is written, so a running host is not disturbed.</summary>
internal sealed class InstanceReports(string databasePath)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int MaxDetail = 160;

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line each, by id: id, name, status, created, last changed (UTC); or JSON with input and output too.</summary>
    public string List(IReadOnlyList<OrchestrationRuntimeStatus> statuses, string? prefix, int top, bool json)
    {
        var rows = Read(store => store.QueryInstances(InstanceFilter.Of(null, null, statuses, prefix), string.Empty, top));
        return string.Join('\n', rows.Select(row => json ? Json(row) : Line(row)));
    }

    /// <summary>A line for each event: number, time (UTC), kind, the rest; or the events as they are stored.</summary>
    /// <exception cref="RefusedException">There is no such instance.</exception>
    public string History(string instanceId, bool json)
    {
        var (row, events) = Read(store => (store.FindInstance(instanceId), store.ReadHistory(instanceId)));
        if (row is null)
        {
            throw new RefusedException($"No instance with ID '{instanceId}' was found.");
        }

        var lines = events.Select((value, number) => json ? HistoryJson.Write(value) : Line(number, value));
        return string.Join('\n', json ? lines : lines.Prepend(Line(row)));
    }

    /// <summary>Reads all there is; the start of a host leaves histories and payloads to those who read them.</summary>
    /// <exception cref="RefusedException">Something is not as it was written.</exception>
    public string Check() => Open(connection =>
    {
        ContentCheck.OfAll(connection, databasePath);
        return $"'{databasePath}' is whole: {connection.Scalar("SELECT COUNT(*) FROM instances")} instances, "
            + $"{connection.Scalar("SELECT COUNT(*) FROM history")} events, {connection.Scalar("SELECT COUNT(*) FROM entities")} entities.";
    });

    /// <summary>The history as a file that later code can be compared with.</summary>
    /// <exception cref="RefusedException">There is no such instance, or it has not begun.</exception>
    public string Export(string instanceId, string? note)
    {
        var (row, events) = Read(store => (store.FindInstance(instanceId), store.ReadHistory(instanceId)));
        if (row is null)
        {
            throw new RefusedException($"No instance with ID '{instanceId}' was found.");
        }

        try
        {
            return new StoredHistory(instanceId, events, note).ToJson().TrimEnd('\n');
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(e.Message, e);
        }
    }

    private static string Line(InstanceRow row)
        => $"{row.Id}  {row.Name}  {row.Status}  {Utc(row.Created)}  {Utc(row.Updated)}{(row.Failure is { } failure ? $"  {Short(failure.ToString())}" : string.Empty)}";

    private static string Line(int number, HistoryEvent value)
    {
        var rest = JsonNode.Parse(HistoryJson.Write(value))!.AsObject();
        var kind = (string)rest["kind"]!;
        rest.Remove("kind");
        rest.Remove(nameof(HistoryEvent.Timestamp));
        if (value.EventId < 0)
        {
            rest.Remove(nameof(HistoryEvent.EventId));
        }

        var detail = rest.Count == 0 ? string.Empty : $"  {Short(rest.ToJsonString(OneLine))}";
        return string.Create(CultureInfo.InvariantCulture, $"{number,5}  {Utc(value.Timestamp)}  {kind}{detail}");
    }

    private static string Json(InstanceRow row) => new JsonObject
    {
        ["id"] = row.Id,
        ["name"] = row.Name,
        ["status"] = row.Status.ToString(),
        ["created"] = Utc(row.Created),
        ["updated"] = Utc(row.Updated),
        ["input"] = row.Input,
        ["output"] = row.Output,
        ["customStatus"] = row.CustomStatus,
        ["failure"] = row.Failure?.ToString(),
        ["parent"] = row.ParentId,
        ["events"] = row.HistoryLength,
    }.ToJsonString(OneLine);

    private static string Short(string text) => text.Length <= MaxDetail ? text : $"{text[..MaxDetail]}…";

    private static string Utc(DateTime time) => time.ToString(Time, CultureInfo.InvariantCulture);

    private T Read<T>(Func<StoreReader, T> query) => Open(connection =>
    {
        using var store = new StoreReader(connection);
        return query(store);
    });

    private T Open<T>(Func<SqliteConnection, T> look)
    {
        if (!File.Exists(databasePath))
        {
            throw new RefusedException($"There is no durable state at {databasePath}; --data names the folder.");
        }

        try
        {
            using var connection = DatabaseFile.OpenReadOnly(databasePath);
            return look(connection);
        }
        catch (RefusedStoreException e)
        {
            throw new RefusedException(e.Message, e);
        }
        catch (SqliteException e)
        {
            throw new RefusedException($"'{databasePath}' cannot be read: {e.Message}", e);
        }
    }
}
