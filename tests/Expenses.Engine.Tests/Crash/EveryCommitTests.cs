using System.Diagnostics;
using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Crash;

/// <summary>The process dies just before, and just after, each commit of a workload; what comes out is what comes out without a death.</summary>
[Trait("Lane", "long")]
public sealed class EveryCommitTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_death_at_any_commit_changes_nothing_of_the_outcome(bool beforeDisk)
    {
        var watch = Stopwatch.StartNew();
        var (expected, commits) = await UndisturbedAsync();
        var deaths = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, (int)commits), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (at, _) =>
        {
            var (outcome, died) = await DyingAsync(at, beforeDisk);
            Assert.True(expected == outcome, $"death {(beforeDisk ? "before" : "after")} commit {at}:\n{outcome}\ninstead of\n{expected}");
            Interlocked.Add(ref deaths, died ? 1 : 0);
        });

        output.WriteLine($"{commits} commits; {deaths} deaths {(beforeDisk ? "before" : "after")} the disk in {commits} runs, all with this outcome ({watch.Elapsed.TotalSeconds:0.0} s):");
        output.WriteLine(expected);
    }

    private static async Task<(string Outcome, long Commits)> UndisturbedAsync()
    {
        var client = new ReferenceClient();
        await using var engine = await TestEngine.StartAsync(client.Functions(), path => Options(path, null));
        Assert.True(await client.RunAsync(engine, null));
        return (await client.OutcomeAsync(), engine.Engine.CommitCounts.Transactions);
    }

    private static async Task<(string Outcome, bool Died)> DyingAsync(int at, bool beforeDisk)
    {
        var client = new ReferenceClient();
        DyingProcess process = null!;
        await using var engine = await TestEngine.StartAsync(
            client.Functions(), path => Options(path, process = new DyingProcess(at, beforeDisk) { DatabasePath = path }));
        if (!await client.RunAsync(engine, process))
        {
            await engine.CrashAsync();
            await engine.UpAsync(_ => Options(process.ImagePath, null));
            Assert.True(await client.RunAsync(engine, null));
        }

        // How steps share commits differs a little from run to run, so a run may end before its death.
        Assert.True(process.Died || engine.Engine.CommitCounts.Transactions < at, $"no death at commit {at}");
        return (await client.OutcomeAsync(), process.Died);
    }

    private static DurableEngineOptions Options(string path, ICommitHook? hook) => new()
    {
        DatabasePath = path,
        // A process dies, not the machine, and the image is taken from what it has written.
        SyncsCommits = false,
        CommitHook = hook,
        MaximumTimerInterval = TimeSpan.FromMinutes(30),
    };
}
