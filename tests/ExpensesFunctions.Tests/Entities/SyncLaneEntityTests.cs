using Expenses.Core.Syncs;
using ExpensesFunctions.Entities;

namespace ExpensesFunctions.Tests.Entities;

public sealed class SyncLaneEntityTests
{
    private readonly EntityUnderTest _lane = new(() => new SyncLane());

    [Fact]
    public async Task Enqueue_AnEmptyLane_StartsTheSyncUnderItsOwnId()
    {
        await _lane.SignalAsync("Enqueue", Request("a"));

        Assert.Equal([("Sync", "a")], Started());
    }

    [Fact]
    public async Task Enqueue_WhileOneRuns_Waits_AndStartsInOrder()
    {
        await _lane.SignalAsync("Enqueue", Request("a"));
        await _lane.SignalAsync("Enqueue", Request("b"));
        await _lane.SignalAsync("Enqueue", Request("c"));
        Assert.Single(_lane.Started);

        await _lane.SignalAsync("Completed", Request("a"));
        await _lane.SignalAsync("Completed", Request("b"));

        Assert.Equal([("Sync", "a"), ("Sync", "b"), ("Sync", "c")], Started());
    }

    [Fact]
    public async Task Enqueue_TheSameRequestAgain_ChangesNothing()
    {
        foreach (var id in new[] { "a", "a", "b", "b", "a" })
        {
            await _lane.SignalAsync("Enqueue", Request(id));
        }

        await _lane.SignalAsync("Completed", Request("a"));
        await _lane.SignalAsync("Completed", Request("b"));

        Assert.Equal([("Sync", "a"), ("Sync", "b")], Started());
    }

    [Fact]
    public async Task Completed_Twice_DoesNotEndTheNextOne()
    {
        await _lane.SignalAsync("Enqueue", Request("a"));
        await _lane.SignalAsync("Enqueue", Request("b"));
        await _lane.SignalAsync("Enqueue", Request("c"));
        await _lane.SignalAsync("Completed", Request("a"));
        await _lane.SignalAsync("Completed", Request("a"));

        Assert.Equal([("Sync", "a"), ("Sync", "b")], Started());
    }

    [Fact]
    public async Task Completed_OfOneThatWaits_TakesItOutOfTheLane()
    {
        await _lane.SignalAsync("Enqueue", Request("a"));
        await _lane.SignalAsync("Enqueue", Request("b"));
        await _lane.SignalAsync("Completed", Request("b"));
        await _lane.SignalAsync("Completed", Request("a"));

        Assert.Equal([("Sync", "a")], Started());
    }

    [Fact]
    public async Task Enqueue_ARetry_IsAnInstanceOfItsOwn()
    {
        await _lane.SignalAsync("Enqueue", Request("a"));
        await _lane.SignalAsync("Completed", Request("a"));
        await _lane.SignalAsync("Enqueue", Request("a") with { Attempt = 1 });

        Assert.Equal([("Sync", "a"), ("Sync", "a.1")], Started());
    }

    private static SyncRequestV1 Request(string sync) => new("client", "company", sync, Attempt: 0);

    private IEnumerable<(string Name, string? InstanceId)> Started() => _lane.Started.Select(s => (s.Name.Name, s.InstanceId));
}
