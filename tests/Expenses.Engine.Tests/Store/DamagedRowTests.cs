using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Store;

/// <summary>Content that is valid for SQLite but not what was written: nothing of it reaches an orchestration or a client.</summary>
public sealed class DamagedRowTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Rows that are work, and what each step reads of an instance: found at the start.</summary>
    [Theory]
    [InlineData("UPDATE inbox SET body = replace(body, '21', '22')", "inbox")]
    [InlineData("UPDATE inbox SET instance_id = 'timer' WHERE instance_id = 'event'", "inbox")]
    [InlineData("UPDATE activities SET input = '[7]'", "activities")]
    [InlineData("UPDATE timers SET due = due + 1", "timers")]
    [InlineData("UPDATE entities SET locked_by = NULL", "entities")]
    [InlineData("UPDATE instances SET status = 1 WHERE id = 'timer'", "instances")]
    [InlineData("UPDATE instances SET history_length = history_length - 1 WHERE id = 'timer'", "instances")]
    [InlineData("UPDATE instances SET sum = 0 WHERE id = 'timer'", "instances")]
    public async Task Changed_work_is_refused_at_the_start(string damage, string table)
    {
        await FillAsync();
        _folder.Execute(damage);

        var refusal = _folder.Refusal();

        Assert.Contains($"of table {table} does not have the content its checksum was made of", refusal, StringComparison.Ordinal);
        Assert.Contains("Restore the data folder from a copy", refusal, StringComparison.Ordinal);
    }

    /// <summary>Found when it is read; the instance stands still, who waits for it is told, and the others go on.</summary>
    [Theory]
    [InlineData("UPDATE history SET body = replace(body, '\"Event\"', '\"Evert\"') WHERE instance_id = 'event' AND number = 1")]
    [InlineData("DELETE FROM history WHERE instance_id = 'event' AND number = 1")]
    [InlineData("DELETE FROM history WHERE instance_id = 'event' AND number = (SELECT MAX(number) FROM history WHERE instance_id = 'event')")]
    [InlineData("DELETE FROM history WHERE instance_id = 'event'")]
    [InlineData("UPDATE history SET instance_id = 'event', number = number + 3 WHERE instance_id = 'child'")]
    [InlineData("UPDATE instances SET custom_status = '1' WHERE id = 'event'")]
    public async Task A_damaged_history_is_not_replayed(string damage)
    {
        await FillAsync();
        _folder.Execute(damage);
        var functions = UpgradeWorkload.Functions();
        await using var engine = await TestEngine.StartAsync(functions, _ => new DurableEngineOptions { DatabasePath = _folder.Main, SyncsCommits = false });

        var error = await Assert.ThrowsAsync<DamagedStoreException>(() => engine.CompletedAsync("event"));

        Assert.Contains(_folder.Main, error.Message, StringComparison.Ordinal);
        Assert.Equal("7", (await engine.CompletedAsync("activity")).SerializedOutput);
        Assert.DoesNotContain("Double(21)", functions.Runs);
        await engine.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running.ToString(), Status("event"));
    }

    [Fact]
    public async Task A_damaged_output_is_not_handed_out()
    {
        await FillAsync();
        _folder.Execute("UPDATE instances SET output = 'fine' WHERE id = 'fails'");
        await using var engine = _folder.Open();

        await Assert.ThrowsAsync<DamagedStoreException>(() => engine.Client.GetInstanceAsync("fails", getInputsAndOutputs: true));
        await Assert.ThrowsAsync<DamagedStoreException>(async () =>
        {
            await foreach (var instance in engine.Client.GetAllInstancesAsync())
            {
                Assert.NotEqual("fails", instance.InstanceId);
            }
        });
    }

    [Fact]
    public async Task State_damaged_while_the_engine_runs_is_not_used()
    {
        await FillAsync();
        await using var engine = _folder.Open();
        _folder.Execute("UPDATE entities SET lock_id = 'other'");

        await Assert.ThrowsAsync<DamagedStoreException>(() => engine.Client.Entities.GetEntityAsync(new EntityInstanceId("sum", "held")));
        _folder.Execute("UPDATE instances SET status = 1 WHERE id = 'timer'");
        await Assert.ThrowsAsync<DamagedStoreException>(() => engine.Client.RaiseEventAsync("timer", "go"));
    }

    /// <summary>Timers are read a while before they are due; one that is damaged by then stands still, the others fire.</summary>
    [Fact]
    public async Task A_timer_damaged_while_the_engine_runs_does_not_fire_and_the_others_do()
    {
        var functions = new TestFunctions().Orchestrator("Wait", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(
            functions, _ => new DurableEngineOptions { DatabasePath = _folder.Main, SyncsCommits = false, MaxCachedInstances = 0 });
        foreach (var id in new[] { "before", "damaged", "after" })
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id));
            await engine.IdleAsync();
        }

        _folder.Execute("UPDATE timers SET body = replace(body, '0', '1') WHERE instance_id = 'damaged'");
        var waiting = engine.Client.WaitForInstanceCompletionAsync("damaged");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.CompletedAsync("before")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.CompletedAsync("after")).RuntimeStatus);
        var error = await Assert.ThrowsAsync<DamagedStoreException>(() => waiting);
        Assert.Contains("of table timers does not have the content", error.Message, StringComparison.Ordinal);
        await engine.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running.ToString(), Status("damaged"));
    }

    [Fact]
    public async Task While_timers_cannot_be_read_the_rest_goes_on_and_they_fire_afterwards()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("Work", value => value)
            .Orchestrator("Wait", context => context.CreateTimer(context.GetInput<TimeSpan>(), CancellationToken.None))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Work", 7));
        await using var engine = await TestEngine.StartAsync(
            functions, _ => new DurableEngineOptions { DatabasePath = _folder.Main, SyncsCommits = false });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", TimeSpan.FromHours(1), new StartOrchestrationOptions("later"));
        await engine.IdleAsync();
        _folder.Execute("ALTER TABLE timers RENAME TO away");

        await engine.PassTimeAsync(TimeSpan.FromHours(2));
        Assert.Equal(7, (await engine.RunAsync("Main")).ReadOutputAs<int>());
        _folder.Execute("ALTER TABLE away RENAME TO timers");
        await engine.PassTimeAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.CompletedAsync("later")).RuntimeStatus);
    }

    private async Task FillAsync()
    {
        await using (var engine = await TestEngine.StartAsync(
            UpgradeWorkload.Functions(isGateShut: true), _ => new DurableEngineOptions { DatabasePath = _folder.Main, SyncsCommits = false, StopGrace = TimeSpan.Zero }))
        {
            await UpgradeWorkload.PrepareAsync(engine);
        }

        await using var idle = _folder.Open(UpgradeWorkload.Functions());
        await UpgradeWorkload.LeaveMessagesAsync(idle.Client);
    }

    private string Status(string id)
        => ((OrchestrationRuntimeStatus)int.Parse(_folder.Query($"SELECT CAST(status AS TEXT) FROM instances WHERE id = '{id}'").Single())).ToString();
}
