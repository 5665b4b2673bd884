using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.KillHost;

/// <summary>What a finished workload left in the engine.</summary>
/// <param name="Outputs">Status and output of each top-level instance.</param>
/// <param name="Accounts">The totals.</param>
/// <param name="Locked">Accounts somebody still holds.</param>
/// <param name="Told">What the collector got.</param>
/// <param name="Leftovers">Rows of messages, activities and timers nobody has taken.</param>
/// <param name="Faults">Histories with a step in them twice or an answer missing.</param>
internal sealed record Report(
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyList<long> Accounts,
    int Locked,
    IReadOnlyList<string> Told,
    long Leftovers,
    IReadOnlyList<string> Faults)
{
    public static async Task<Report> OfAsync(DurableTaskClient client, Plan plan, string databasePath)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in plan.Jobs.Select(job => job.Id).Append(Plan.Doomed))
        {
            var instance = (await client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
            outputs[id] = $"{instance.RuntimeStatus} {instance.SerializedOutput}";
        }

        var collector = (await client.GetInstanceAsync(Plan.Collector, getInputsAndOutputs: true))!;
        using var store = new StoreReader(DatabaseFile.OpenReadOnly(databasePath));
        var accounts = Enumerable.Range(0, Plan.Accounts).Select(i => store.FindEntity(AccountEntity.Id(i).ToString())).ToList();
        var all = new InstanceFilter(DateTime.MinValue, DateTime.MaxValue, -1, string.Empty);
        return new Report(
            outputs,
            [.. accounts.Select(row => long.Parse(row?.State ?? "0"))],
            accounts.Count(row => row?.LockId is not null),
            collector.ReadOutputAs<List<string>>()!,
            Leftover(databasePath),
            [.. store.QueryInstances(all, string.Empty, int.MaxValue).SelectMany(row => FaultsOf(row, store.ReadHistory(row.Id)))]);
    }

    public static long Leftover(string databasePath)
    {
        using var statements = new Statements(DatabaseFile.OpenReadOnly(databasePath));
        return (long)statements.Scalar(
            "SELECT (SELECT COUNT(*) FROM inbox) + (SELECT COUNT(*) FROM activities) + (SELECT COUNT(*) FROM timers)")!;
    }

    private static IEnumerable<string> FaultsOf(InstanceRow row, List<HistoryEvent> history)
    {
        if (history.Count(value => value is ExecutionStarted) != 1)
        {
            yield return $"{row.Id}: not one start";
        }

        if (history.Count != row.HistoryLength)
        {
            yield return $"{row.Id}: {history.Count} events instead of {row.HistoryLength}";
        }

        var asked = history.Where(value => value is TaskScheduled or TimerCreated or SubOrchestrationInstanceCreated).Select(value => value.EventId);
        var answered = history.Select(AnswerTo).Where(id => id >= 0);
        if (row.Status == OrchestrationRuntimeStatus.Completed && !asked.Order().SequenceEqual(answered.Order()))
        {
            yield return $"{row.Id}: asked {string.Join(',', asked)}, answered {string.Join(',', answered)}";
        }
    }

    private static int AnswerTo(HistoryEvent value) => value switch
    {
        TaskCompleted e => e.TaskScheduledId,
        TaskFailed e => e.TaskScheduledId,
        SubOrchestrationInstanceCompleted e => e.TaskScheduledId,
        SubOrchestrationInstanceFailed e => e.TaskScheduledId,
        TimerFired e => e.TimerId,
        _ => -1,
    };
}
