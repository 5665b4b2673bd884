using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Engine.Tests;

/// <summary>What "idle" promises: there was a moment at which nothing was to be done, however long the look took.</summary>
public sealed class IdleTests
{
    private readonly ByHand _turns = new();
    private readonly MailboxRoom _room;

    public IdleTests() => _room = new MailboxRoom(new CacheLimit(0, () => false), maxMessages: 10, _turns);

    [Fact]
    public void Without_turns_it_is_as_idle_as_the_rest()
    {
        Assert.True(_room.IsIdleWith(() => true));
        Assert.False(_room.IsIdleWith(() => false));
        _room.Deliver(Result());
        Assert.False(_room.IsIdleWith(() => true));
        TakeTurn();
        Assert.True(_room.IsIdleWith(() => true));
    }

    /// <summary>An activity ends, the step that hears it asks for another: the rest was idle at one look, the steps at two.</summary>
    [Fact]
    public void A_turn_between_the_looks_is_not_overlooked()
        => Assert.False(_room.IsIdleWith(() =>
        {
            _room.Deliver(Result());
            TakeTurn();
            return true;
        }));

    private static Delivery Result() => new("one", DeliverySource.Activity, 1, null, "result");

    private void TakeTurn()
    {
        var mailbox = _turns.Next!;
        _room.Finish(mailbox, _room.Begin(mailbox), seenTo: 0, new StepResult(null, null, []));
    }

    private sealed class ByHand : ITurns
    {
        public Mailbox? Next { get; private set; }

        public void Add(Mailbox mailbox) => Next = mailbox;

        public void Start(Func<Mailbox, Task> step)
        {
            // The test takes them.
        }

        public Task StopAsync() => Task.CompletedTask;
    }
}
