using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Benchmarks.Memory;

/// <summary>
/// Resident memory while events pour in for one instance, over that of the idle engine: one that has not begun, so that all
/// of them wait, and one that takes them.
/// </summary>
internal static class Flood
{
    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("flood-").FullName;
        try
        {
            return await ChildProcess.RunAsync("flood", "--inside", folder, $"{count}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<int> RunInsideAsync(string folder, int count)
    {
        await using var engine = MeasuredEngine.Open(folder);
        await engine.StartAsync(CancellationToken.None);
        await RaiseAsync(engine.Client, "warm", 1_000, startAt: null);
        var idle = ChildProcess.ResidentMegabytes();
        var watch = Stopwatch.StartNew();
        await RaiseAsync(engine.Client, "later", count, DateTimeOffset.UtcNow.AddDays(1));
        Console.WriteLine(
            $"{count} events for an instance that begins tomorrow: {watch.Elapsed.TotalSeconds:0.0} s, {engine.MessagesInMemory} in memory, over idle "
            + $"{ChildProcess.ResidentNowMegabytes() - idle:0.0} MB, after a collection {ChildProcess.ResidentMegabytes() - idle:0.0} MB");
        watch.Restart();
        await RaiseAsync(engine.Client, "now", count, startAt: null);
        var (waiting, raised) = (engine.MessagesInMemory, watch.Elapsed);
        await engine.Client.WaitForInstanceCompletionAsync("now");
        Console.WriteLine(
            $"{count} events for one that takes them: raised in {raised.TotalSeconds:0.0} s, {waiting} in memory then, taken after {watch.Elapsed.TotalSeconds:0.0} s, "
            + $"over idle {ChildProcess.ResidentNowMegabytes() - idle:0.0} MB, after a collection {ChildProcess.ResidentMegabytes() - idle:0.0} MB");
        return 0;
    }

    private static async Task RaiseAsync(DurableTaskClient client, string id, int count, DateTimeOffset? startAt)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Events", count, new StartOrchestrationOptions(id, startAt));
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, cancellation) =>
            await client.RaiseEventAsync(id, "Ping", i, cancellation));
    }
}
