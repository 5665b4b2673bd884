using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests;

/// <summary>A killed process goes on where it was: no effect of an orchestration is lost or doubled.</summary>
[Trait("Lane", "long")]
public sealed class CrashTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(11, 1000)]
    [InlineData(12, 1000)]
    [InlineData(13, 2)]
    public async Task Dying_again_and_again_loses_and_doubles_nothing(int seed, int cached)
    {
        output.WriteLine($"seed {seed}, {cached} instances in memory");
        var random = new Random(seed);
        await using var engine = await TestEngine.StartAsync(CrashScenario.Functions());
        await engine.DownAsync();
        for (var death = 0; death < 12; death++)
        {
            var process = new DyingProcess(random.Next(1, 40), beforeDisk: random.Next(2) == 0);
            await engine.UpAsync(path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false, CommitHook = process, MaxCachedInstances = cached });
            await LiveAsync(engine, process);
            await engine.CrashAsync();
        }

        await engine.UpAsync();
        await FinishAsync(engine);
        await CrashScenario.CheckAsync(engine.Client);
    }

    [Theory]
    [InlineData(21)]
    public async Task Every_moment_of_a_run_can_be_picked_up_from_the_files_it_left(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var moments = Enumerable.Range(0, 14).Select(_ => (long)random.Next(1, 110)).ToHashSet();
        var directory = Directory.CreateTempSubdirectory("snapshots-").FullName;
        await using var engine = await TestEngine.StartAsync(CrashScenario.Functions());
        await engine.DownAsync();
        SnapshotTaker? snapshots = null;
        await engine.UpAsync(path => new DurableEngineOptions
        {
            DatabasePath = path,
            SyncsCommits = false,
            CommitHook = snapshots = new SnapshotTaker(path, moments, directory),
        });
        await CrashScenario.StartAsync(engine.Client);
        await FinishAsync(engine);
        await CrashScenario.CheckAsync(engine.Client);

        Assert.NotEmpty(snapshots!.Taken);
        foreach (var snapshot in snapshots.Taken)
        {
            await engine.DownAsync();
            await engine.UpAsync(_ => new DurableEngineOptions { DatabasePath = snapshot, SyncsCommits = false });
            await CrashScenario.StartAsync(engine.Client);
            await FinishAsync(engine);
            await CrashScenario.CheckAsync(engine.Client);
        }

        await engine.DownAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task LiveAsync(TestEngine engine, DyingProcess process)
    {
        try
        {
            await CrashScenario.StartAsync(engine.Client);
        }
        catch (ProcessDiedException)
        {
            return;
        }

        while (!process.Died && !await CrashScenario.IsDoneAsync(engine.Client))
        {
            engine.JumpIfIdle();
            await Task.Yield();
        }
    }

    private static async Task FinishAsync(TestEngine engine)
    {
        await CrashScenario.StartAsync(engine.Client);
        foreach (var id in CrashScenario.Ids)
        {
            await engine.CompletedAsync(id);
        }

        await engine.IdleAsync();
    }
}
