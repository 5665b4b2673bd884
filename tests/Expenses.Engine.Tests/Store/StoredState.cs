using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Store.Damage;

namespace Expenses.Engine.Tests.Store;

/// <summary>All that an engine and its clients can read of a file, as text.</summary>
internal static class StoredState
{
    /// <summary>Set in the data of a refusal that came after the start.</summary>
    public const string WhileReading = "while reading";

    public static async Task<string> ReadAsync(StoreFolder folder)
    {
        await using var engine = folder.Open();
        try
        {
            using var reader = new StoreReader(DatabaseFile.OpenReadOnly(folder.Main));
            return string.Join('\n', Lines(reader));
        }
        catch (RefusedStoreException e)
        {
            e.Data[WhileReading] = true;
            throw;
        }
    }

    private static IEnumerable<string> Lines(StoreReader reader)
    {
        var all = new InstanceFilter(DateTime.MinValue, DateTime.MaxValue, -1, string.Empty);
        foreach (var row in reader.QueryInstances(all, string.Empty, int.MaxValue))
        {
            yield return $"{row with { Tags = null }} {string.Join(',', row.Tags ?? new Dictionary<string, string>())}";
            yield return string.Join(' ', reader.ReadHistory(row.Id).Select(LocalHost.Durable.History.HistoryJson.Write));
        }

        foreach (var owner in reader.ReadInboxOwners(long.MaxValue))
        {
            yield return string.Join(' ', reader.ReadInbox(owner, 0, long.MaxValue, int.MaxValue).Select(x => $"{x.Row} {x.InstanceId} {x.ExecutionId} {MessageBody.Write(x.Body)}"));
        }

        foreach (var owner in reader.ReadActivityOwners(long.MaxValue))
        {
            yield return string.Join(' ', reader.ReadActivities(owner, 0, long.MaxValue, int.MaxValue));
        }

        foreach (var timer in reader.ReadTimers(DateTime.MinValue, DateTime.MaxValue))
        {
            yield return $"{timer with { Body = string.Empty }} {MessageBody.Write(timer.Body)}";
        }

        foreach (var entity in reader.QueryEntities("@", DateTime.MinValue, DateTime.MaxValue, transient: true, string.Empty, int.MaxValue))
        {
            yield return $"{entity}";
        }
    }
}
