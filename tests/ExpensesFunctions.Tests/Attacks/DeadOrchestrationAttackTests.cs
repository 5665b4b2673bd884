using Expenses.Core.Syncs;
using Expenses.Testing;
using ExpensesFunctions.Entities;
using ExpensesFunctions.Tests.Histories;
using ExpensesFunctions.Tests.Runs;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>Orchestrations die for good: storage is away for longer than their patience, or an operator terminates them.</summary>
/// <param name="azurite">Storage.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class DeadOrchestrationAttackTests(AttackedStorage azurite)
{
    private static readonly TimeSpan Deadline = RunningApp.Deadline;

    [Fact]
    public async Task ARunWhoseOrchestrationDied_IsBegunAgain_AndItsReceiptIsAttachedOnce()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var app = recording.App;
        var company = await app.CreateCompanyAsync("Dead run");
        recording.Interference.Fail("InitiateSync", times: 20);
        recording.Interference.Fail("FinishRun", times: 20);

        var run = await recording.StartRunAsync(company, "dead");
        var ended = await EndOfRunAsync(app, company, run);

        Assert.Equal(("Completed", ""), (ended.Status, ended.Error));
        Assert.Equal(["Uploaded"], await app.ResultsAsync(company, run));
        Assert.Single(Assert.Single(await app.JournalsAsync(company)).GetProperty("attachments").EnumerateArray());
    }

    [Fact]
    public async Task ARunThatAnOperatorTerminated_EndsAndSaysSo()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var app = recording.App;
        var company = await app.CreateCompanyAsync("Terminated run");
        app.Watch.Hold();
        var run = await recording.StartRunAsync(company, "terminated");
        await Eventually.TrueAsync(() => app.Watch.Moments.Count > 0, Deadline);

        await app.Durable.TerminateInstanceAsync(run, "by an operator");
        var ended = await EndOfRunAsync(app, company, run);

        Assert.Equal(("Failed", "The run was terminated by an operator."), (ended.Status, ended.Error));
        app.Watch.Release();
        await Eventually.GetAsync(() => app.ResultsAsync(company, run), results => results is ["Uploaded"], Deadline);
    }

    [Fact]
    public async Task ASyncThatWasTerminatedInTheMiddle_LeavesNoTransactionUndecided_AndARetryLandsEachOnce()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var app = recording.App;
        var company = await app.CreateCompanyAsync("Terminated sync");
        recording.Interference.Hold("PushBatch");
        var sync = await app.SyncAsync(company, RunningApp.Expense(10m), RunningApp.Expense(11m));
        await recording.RunningAsync("PushChunk");

        await app.Durable.TerminateInstanceAsync(sync, "by an operator");
        var code = await app.CodeOfAsync(company, sync);

        Assert.Equal(5000, code);
        Assert.Equal(["PushError", "PushError"], await app.StatusesAsync(company, sync));
        recording.Interference.Release("PushBatch");
        Assert.Equal(2000, await app.RetriedAsync(company, sync));
        Assert.Equal([10m, 11m], (await app.AmountsAsync(company)).Order());
    }

    [Fact]
    public async Task ALaneWhoseSyncDiedWithoutAWord_GoesOn()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var app = recording.App;
        var company = await app.CreateCompanyAsync("Stuck lane");
        recording.Interference.Hold("LoadSync");
        var ghost = new SyncRequestV1(app.Client, company, Guid.NewGuid().ToString(), Attempt: 0);
        await app.Durable.Entities.SignalEntityAsync(new EntityInstanceId(nameof(SyncLane), SyncLane.KeyOf(ghost)), nameof(SyncLane.Enqueue), ghost);
        await recording.RunningAsync("Sync");
        await app.Durable.TerminateInstanceAsync(ghost.InstanceId(), "by an operator");
        recording.Interference.Release("LoadSync");

        var sync = await app.SyncAsync(company, RunningApp.Expense(10m));

        Assert.Equal(2000, await app.CodeOfAsync(company, sync));
    }

    private static async Task<(string? Status, string? Error)> EndOfRunAsync(RunningApp app, string company, string run)
    {
        var ended = await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/sync/expenses/runs/{run}"), one => one.GetProperty("status").GetString() is "Completed" or "Failed", Deadline);
        return (ended.GetProperty("status").GetString(), ended.GetProperty("errorMessage").GetString());
    }
}
