using System.Diagnostics;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Benchmarks.Memory;

/// <summary>
/// A file of many finished and running instances is opened in a process of its own: time until the engine takes work, and
/// resident memory (goal: 5 s for 100,000 finished and 10,000 running ones; disk, not memory).
/// </summary>
internal static class OpenFile
{
    public static async Task<int> RunAsync(int finished, int running)
    {
        var folder = Directory.CreateTempSubdirectory("open-").FullName;
        try
        {
            await ChildProcess.RunAsync("open", "--inside", folder);
            Console.WriteLine("^ an empty file");
            await PrepareAsync(folder, finished, running);
            var size = new FileInfo(Path.Combine(folder, "durable.db")).Length / 1024 / 1024;
            Console.WriteLine($"{finished} finished and {running} running instances, {size} MB on disk");
            return await ChildProcess.RunAsync("open", "--inside", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<int> RunInsideAsync(string folder)
    {
        var watch = Stopwatch.StartNew();
        await using var engine = MeasuredEngine.Open(folder);
        await engine.StartAsync(CancellationToken.None);
        var opened = watch.Elapsed;
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 5);
        await engine.Client.WaitForInstanceCompletionAsync(id);
        var served = watch.Elapsed;
        while (!engine.IsIdle)
        {
            await Task.Delay(1);
        }

        Console.WriteLine(
            $"opened in {opened.TotalSeconds:0.00} s, a new instance of 5 steps done after {served.TotalSeconds:0.00} s, all that was "
            + $"due done after {watch.Elapsed.TotalSeconds:0.00} s; resident {ChildProcess.ResidentNowMegabytes():0.0} MB, "
            + $"{engine.CachedInstances} instances in memory");
        return 0;
    }

    private static async Task PrepareAsync(string folder, int finished, int running)
    {
        BenchmarkFunctions.Hang = true;
        await using var engine = MeasuredEngine.Open(folder);
        await engine.StartAsync(CancellationToken.None);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 256 };
        await Parallel.ForAsync(0, finished, parallel, async (_, cancellation) =>
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 1, cancellation);
            await engine.Client.WaitForInstanceCompletionAsync(id, cancellation);
        });
        // A third each waits for an event, for a timer, and for an activity that the opened engine has to run again.
        string[] kinds = ["Events", "Sleeps", "Hangs"];
        await Parallel.ForAsync(0, running, parallel, async (i, cancellation) =>
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(kinds[i % kinds.Length], 1, cancellation);
            await engine.Client.WaitForInstanceStartAsync(id, cancellation);
        });
    }
}
