using System.Diagnostics;
using System.Globalization;
using Expenses.Engine.KillHost;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Crash;

/// <summary>
/// Real processes, really killed, on random workloads: what comes out is what the plan says. ENGINE_KILLS and
/// ENGINE_KILL_SEED in the environment ask for more kills or other workloads.
/// </summary>
[Trait("Lane", "long")]
public sealed class SigkillTests(ITestOutputHelper output)
{
    private const int MaxLivesPerWorkload = 14;

    [Fact]
    public async Task Killed_at_random_moments_nothing_is_lost_doubled_or_stuck()
    {
        var seed = Number("ENGINE_KILL_SEED", 20261121);
        var wanted = Number("ENGINE_KILLS", 200);
        output.WriteLine($"seed {seed}, {wanted} kills wanted");
        var watch = Stopwatch.StartNew();
        var tally = new KillTally();
        // Two at a time: one starts while the other one works.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(lane => Task.Run(async () =>
        {
            for (var workload = lane; tally.Kills < wanted; workload += 2)
            {
                await RunWorkloadAsync(seed + workload, tally);
            }
        })));

        output.WriteLine($"{tally}, {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(tally.Kills >= wanted);
    }

    private static async Task RunWorkloadAsync(int seed, KillTally tally)
    {
        var folder = Directory.CreateTempSubdirectory("killed-").FullName;
        var random = new Random(seed);
        Report? report = null;
        for (var life = 1; report is null; life++)
        {
            // The last life is spared.
            var killAtLine = life == MaxLivesPerWorkload ? int.MaxValue : random.Next(8) == 0 ? 1 : random.Next(2, 80);
            var pause = TimeSpan.FromMicroseconds(random.Next(killAtLine == 1 ? 60_000 : 3_000));
            report = await KilledProcess.RunAsync(folder, seed, random.Next(3, 40), killAtLine, pause);
            tally.Count(report is null, killAtLine == 1);
        }

        tally.Finished(WorkloadCheck.Run(seed, report, Path.Combine(folder, "effects.log")));
        Directory.Delete(folder, recursive: true);
    }

    private static int Number(string variable, int otherwise)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
