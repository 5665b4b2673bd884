namespace Expenses.Engine.Benchmarks.Memory;

/// <summary>Resident memory of instances that all wait for an event, over that of the idle engine (goal: 150 MB for 10,000).</summary>
internal static class WaitingInstances
{
    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("waiting-").FullName;
        try
        {
            return await ChildProcess.RunAsync("waiting", "--inside", folder, $"{count}");
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
        await StartAsync(engine, 10);
        var idle = ChildProcess.ResidentMegabytes();
        await StartAsync(engine, count);
        var (raw, collected) = (ChildProcess.ResidentNowMegabytes(), ChildProcess.ResidentMegabytes());
        Console.WriteLine($"{count} waiting instances, {engine.CachedInstances} in memory with their replay state");
        Console.WriteLine($"idle {idle:0.0} MB, waiting {raw:0.0} MB, after a collection {collected:0.0} MB");
        Console.WriteLine($"over idle {raw - idle:0.0} MB, after a collection {collected - idle:0.0} MB");
        return 0;
    }

    private static Task StartAsync(LocalHost.Durable.DurableEngine engine, int count)
        => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (_, cancellation) =>
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Events", 1, cancellation);
            await engine.Client.WaitForInstanceStartAsync(id, cancellation);
        });
}
