using Expenses.Core.Webhooks;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Webhooks;

/// <summary>The schedule of 75.6 hours on a clock of the test: each attempt when it is due, not a moment sooner, and the tenth is the last.</summary>
public sealed class DeliveryClockTests : IAsyncLifetime
{
    private const int Messages = 60;
    private const int Consumers = 2;
    private const int Restarts = 5;
    private const int FailuresInHundred = 30;

    private DeliveryClock _clock = null!;

    public async Task InitializeAsync() => _clock = await DeliveryClock.StartAsync();

    public async Task DisposeAsync() => await _clock.DisposeAsync();

    [Fact]
    public async Task Ten_attempts_come_when_they_are_due_over_75_hours()
    {
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(500));
        var message = await _clock.DeliverAsync(await _clock.ConsumerAsync(receiver));
        var waits = DeliverySchedule.SecondsOf(DeliverySchedule.Default, message.Id, message.Consumer);

        await _clock.AttemptedAsync(message, 1);
        for (var attempt = 2; attempt <= 10; attempt++)
        {
            await DueAsync(message, attempt - 1, waits[attempt - 1]);
            await _clock.AttemptedAsync(message, attempt);
        }

        var end = await _clock.StateAsync(message, WebhookMessageState.Failure);
        AssertOnSchedule(end);
        Assert.Equal(10, receiver.Received.Count);
        Assert.InRange((end.Attempts[^1].At - end.Attempts[0].At).TotalHours, 75.6 * 0.9, 75.6 * 1.1);
        Assert.Single(receiver.Received.Select(received => received.MessageId).Distinct());
    }

    [Fact]
    public async Task A_longer_Retry_After_moves_the_next_attempt()
    {
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(503, new Dictionary<string, string> { ["Retry-After"] = "3600" }));
        var message = await _clock.DeliverAsync(await _clock.ConsumerAsync(receiver));

        await _clock.AttemptedAsync(message, 1);
        await DueAsync(message, 1, 3600);
        var second = await _clock.AttemptedAsync(message, 2);

        Assert.Equal(3600, (second.Attempts[1].At - second.Attempts[0].At).TotalSeconds, tolerance: 0.01);
    }

    [Fact]
    public async Task Many_messages_that_fail_three_times_in_ten_keep_to_the_schedule_over_restarts()
    {
        var refused = 0;
        await using var receiver = WebhookReceiver.Start(received => Interlocked.Increment(ref refused) * 7 % 100 < FailuresInHundred
            ? new WebhookReply(500)
            : new WebhookReply(204));
        var open = new List<WebhookMessage>();
        for (var number = 0; number < Consumers; number++)
        {
            var consumer = await _clock.ConsumerAsync(receiver, $"-{number}");
            foreach (var subject in Enumerable.Range(0, Messages))
            {
                open.Add(await _clock.DeliverAsync(consumer, $"event-{subject}"));
            }
        }

        var all = open.ToList();
        var restarts = 0;
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            // Everybody's attempt of this round is made, and the next one's timer is set, before the clock goes on.
            var made = await Task.WhenAll(open.Select(message => _clock.AttemptedAsync(message, attempt)));
            open = [.. made.Where(message => message.State == WebhookMessageState.Attempting)];
            var due = await Task.WhenAll(open.Select(async message => (await _clock.TimersAsync(message, attempt))[^1]));
            if (restarts < Restarts)
            {
                await _clock.RestartAsync();
                restarts++;
            }

            foreach (var instant in due.Order())
            {
                var target = new DateTimeOffset(instant, TimeSpan.Zero).AddMilliseconds(1);
                _clock.Time.Advance(target > _clock.Time.GetUtcNow() ? target - _clock.Time.GetUtcNow() : TimeSpan.Zero);
                await Task.WhenAll(open.Where((_, index) => due[index] == instant).Select(message => SettledAsync(message, attempt + 1)));
            }
        }

        var ends = await Task.WhenAll(all.Select(message => _clock.StateAsync(message, WebhookMessageState.Success)));
        Assert.All(ends, AssertOnSchedule);
        Assert.Equal(Consumers * Messages, ends.Count(end => end.Attempts[^1].IsSuccess));
        Assert.True(ends.Sum(end => end.Attempts.Count) > Consumers * Messages * 5 / 4, "Too few deliveries failed to show anything.");
        Assert.True(restarts > 1, $"{restarts} restarts");
        Assert.Equal(Messages, receiver.Received.Select(received => received.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_throttled_consumer_gets_no_more_messages_a_second_than_it_wants()
    {
        const int limit = 2;
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(204));
        var consumer = await _clock.ConsumerAsync(receiver, maxPerSecond: limit);
        var messages = await Task.WhenAll(Enumerable.Range(0, 7).Select(number => _clock.DeliverAsync(consumer, $"event-{number}")));

        // The clock goes on when everything that is due was sent, so that a slow machine sends nothing late and all at once.
        while ((await Task.WhenAll(messages.Select(_clock.DueAsync))).Min() is { } due)
        {
            _clock.Time.AdvanceTo(due.AddMilliseconds(1));
        }

        var ends = await Task.WhenAll(messages.Select(message => _clock.StateAsync(message, WebhookMessageState.Success)));
        var times = ends.Select(end => end.Attempts[0].At).Order().ToList();
        Assert.All(times.Zip(times.Skip(limit)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
    }

    // The attempt is written down and, where another one follows, its timer is set at this same moment.
    private async Task SettledAsync(WebhookMessage message, int attempts)
    {
        if ((await _clock.AttemptedAsync(message, attempts)).State == WebhookMessageState.Attempting)
        {
            await _clock.TimersAsync(message, attempts);
        }
    }

    // Each wait is the schedule's, changed by the tenth that follows from message and consumer.
    private static void AssertOnSchedule(WebhookMessage message)
    {
        var waits = DeliverySchedule.SecondsOf(DeliverySchedule.Default, message.Id, message.Consumer);
        var gaps = message.Attempts.Zip(message.Attempts.Skip(1), (one, next) => (next.At - one.At).TotalSeconds);
        Assert.Equal(Enumerable.Range(1, message.Attempts.Count), message.Attempts.Select(attempt => attempt.Number));
        Assert.All(gaps.Zip(waits.Skip(1)), pair => Assert.Equal(pair.Second, pair.First, tolerance: 0.01));
    }

    // The clock moves when the durable timer is in the history, and just as far as the wait.
    private async Task DueAsync(WebhookMessage message, int timers, double seconds)
    {
        var due = _clock.Time.GetUtcNow().AddSeconds(seconds);
        var set = await _clock.TimersAsync(message, timers);
        Assert.Equal(due.UtcDateTime, set[^1], TimeSpan.FromMilliseconds(10));
        _clock.Time.Advance(due - _clock.Time.GetUtcNow() + TimeSpan.FromMilliseconds(1));
    }
}
