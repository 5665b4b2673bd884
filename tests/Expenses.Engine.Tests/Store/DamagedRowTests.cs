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
        await using var engine = await TestEngine.StartAsync(functions, _ => new DurableEngineOptions { DatabasePath = _folder.Main });

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

    private async Task FillAsync()
    {
        await using (var engine = await TestEngine.StartAsync(
            UpgradeWorkload.Functions(isGateShut: true), _ => new DurableEngineOptions { DatabasePath = _folder.Main, StopGrace = TimeSpan.Zero }))
        {
            await UpgradeWorkload.PrepareAsync(engine);
        }

        await using var idle = _folder.Open(UpgradeWorkload.Functions());
        await UpgradeWorkload.LeaveMessagesAsync(idle.Client);
    }

    private string Status(string id)
        => ((OrchestrationRuntimeStatus)int.Parse(_folder.Query($"SELECT CAST(status AS TEXT) FROM instances WHERE id = '{id}'").Single())).ToString();
}
