using System.Diagnostics;
using Expenses.Engine.Benchmarks.Memory;

namespace Expenses.Engine.Benchmarks;

/// <summary>
/// A short sequence in a process that has run nothing yet: most of its time is the compiler's, not the engine's. Beside it
/// the same sequence once more.
/// </summary>
internal static class ColdStart
{
    private const int Activities = 20;

    public static Task<int> RunAsync() => ChildProcess.RunAsync("cold", "--inside");

    public static async Task<int> RunInsideAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cold-").FullName;
        await using (var engine = MeasuredEngine.Open(folder))
        {
            await engine.StartAsync(CancellationToken.None);
            for (var round = 1; round <= 3; round++)
            {
                var watch = Stopwatch.StartNew();
                var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", Activities);
                await engine.Client.WaitForInstanceCompletionAsync(id);
                Console.WriteLine($"{Activities} activities, run {round} of the process: {Activities / watch.Elapsed.TotalSeconds:0}/s");
            }
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }
}
