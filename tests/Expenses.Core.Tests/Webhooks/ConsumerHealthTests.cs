using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Tests.Webhooks;

public sealed class ConsumerHealthTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly WebhookConsumer Consumer = new()
    {
        Client = new ClientId("c"), Id = new WebhookConsumerId("w"), Url = "https://example.com", Created = Monday,
    };

    [Fact]
    public void After_FiveDaysOfOnlyFailures_SwitchesOff()
    {
        var failing = ConsumerHealth.After(Consumer, Attempt(Monday, 500));
        var almost = ConsumerHealth.After(failing, Attempt(Monday.AddDays(5).AddSeconds(-1), null));
        var off = ConsumerHealth.After(almost, Attempt(Monday.AddDays(5), 302));

        Assert.Equal(Monday, failing.FailingSince);
        Assert.False(almost.IsDisabled);
        Assert.True(off.IsDisabled);
        Assert.NotEmpty(off.DisabledReason);
    }

    [Fact]
    public void After_ASuccessInBetween_StartsCountingAgain()
    {
        var failing = ConsumerHealth.After(Consumer, Attempt(Monday, 500));
        var well = ConsumerHealth.After(failing, Attempt(Monday.AddDays(4), 200));
        var again = ConsumerHealth.After(well, Attempt(Monday.AddDays(6), 500));

        Assert.Null(well.FailingSince);
        Assert.Equal(Monday.AddDays(6), again.FailingSince);
        Assert.False(again.IsDisabled);
    }

    [Fact]
    public void After_ASuccessSoonAfterAFailure_IsNotWrittenDown()
    {
        var failing = ConsumerHealth.After(Consumer, Attempt(Monday, 500));

        Assert.Same(failing, ConsumerHealth.After(failing, Attempt(Monday + ConsumerHealth.Tolerance, 204)));
        Assert.Same(Consumer, ConsumerHealth.After(Consumer, Attempt(Monday, 204)));
    }

    [Fact]
    public void After_410_SwitchesOffAtOnce() => Assert.True(ConsumerHealth.After(Consumer, Attempt(Monday, 410)).IsDisabled);

    [Fact]
    public void After_AnythingOfADisabledOne_ChangesNothing()
    {
        var off = Consumer with { IsDisabled = true, DisabledReason = "why" };

        Assert.Same(off, ConsumerHealth.After(off, Attempt(Monday.AddDays(9), 500)));
    }

    [Fact]
    public void Message_AttemptsOfALaterRound_AreNotOverruledByAnEarlierOne()
    {
        var message = new WebhookMessage
        {
            Client = Consumer.Client, Consumer = Consumer.Id, Id = WebhookMessageId.Of(Consumer.Client, "e", Monday), EventType = "t", Created = Monday,
        };
        var replayed = message.After(Attempt(Monday, 500), Monday.AddHours(1)).After(Attempt(Monday, 200) with { Round = 1 }, next: null);
        var late = replayed.After(Attempt(Monday, 500) with { Number = 2 }, next: null);

        Assert.Equal(WebhookMessageState.Success, late.State);
        Assert.Equal((1, 3), (late.Round, late.Attempts.Count));
        Assert.Null(late.NextAttempt);
    }

    [Fact]
    public void Message_SameAttemptAgain_ReplacesItsRecord()
    {
        var message = new WebhookMessage
        {
            Client = Consumer.Client, Consumer = Consumer.Id, Id = WebhookMessageId.Of(Consumer.Client, "e", Monday), EventType = "t", Created = Monday,
        };
        var once = message.After(Attempt(Monday, 500), Monday.AddHours(1));

        Assert.Equal(WebhookMessageState.Attempting, once.State);
        Assert.Equal(Monday.AddHours(1), once.NextAttempt);
        Assert.Equal(200, Assert.Single(once.After(Attempt(Monday, 200), next: null).Attempts).StatusCode);
        Assert.Equal(WebhookMessageState.Failure, once.After(Attempt(Monday, 500) with { Number = 2 }, next: null).State);
    }

    private static WebhookAttempt Attempt(DateTimeOffset at, int? status) => new(0, 1, at, status, status is >= 200 and < 300 ? null : "failed", 5);
}
