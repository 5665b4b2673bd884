using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Crash;

/// <summary>The process dies just before, and just after, each commit of a workload; what comes out is what comes out without a death.</summary>
public sealed class EveryCommitTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_death_at_any_commit_changes_nothing_of_the_outcome(bool beforeDisk)
    {
        var (expected, commits) = await UndisturbedAsync();
        var deaths = 0;
        for (var at = 1; at <= commits; at++)
        {
            var process = new DyingProcess(at, beforeDisk);
            await using var engine = await TestEngine.StartAsync(ReferenceWorkload.Functions());
            await engine.DownAsync();
            await engine.UpAsync(path => new DurableEngineOptions { DatabasePath = path, CommitHook = process });
            await LiveAsync(engine, process);
            await engine.CrashAsync();
            deaths += process.Died ? 1 : 0;

            await engine.UpAsync();
            await ReferenceWorkload.StartAsync(engine.Client);
            var outcome = await FinishAsync(engine);
            Assert.True(expected == outcome, $"death {(beforeDisk ? "before" : "after")} commit {at}: {outcome} instead of {expected}");
        }

        output.WriteLine($"{commits} commits; {deaths} deaths {(beforeDisk ? "before" : "after")} the disk, {commits} runs, all with the outcome {expected}");
        // How steps share commits differs a little from run to run, so the last ones may not be reached.
        Assert.True(deaths >= commits * 3 / 4, $"{deaths} deaths in {commits} runs");
    }

    private static async Task<(string Outcome, long Commits)> UndisturbedAsync()
    {
        await using var engine = await TestEngine.StartAsync(ReferenceWorkload.Functions());
        await ReferenceWorkload.StartAsync(engine.Client);
        var outcome = await FinishAsync(engine);
        return (outcome, engine.Engine.CommitCounts.Transactions);
    }

    private static async Task<string> FinishAsync(TestEngine engine)
    {
        await engine.CompletedAsync("main");
        await engine.CompletedAsync("collector");
        await engine.IdleAsync();
        return await ReferenceWorkload.OutcomeAsync(engine.Client);
    }

    private static async Task LiveAsync(TestEngine engine, DyingProcess process)
    {
        try
        {
            await ReferenceWorkload.StartAsync(engine.Client);
        }
        catch (ProcessDiedException)
        {
            return;
        }

        while (!process.Died && !await ReferenceWorkload.IsDoneAsync(engine.Client))
        {
            engine.JumpIfIdle();
            await Task.Yield();
        }
    }
}
