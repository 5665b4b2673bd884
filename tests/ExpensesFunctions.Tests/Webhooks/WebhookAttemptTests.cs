using Expenses.Core.Webhooks;
using Expenses.Testing;
using ExpensesFunctions.Webhooks;

namespace ExpensesFunctions.Tests.Webhooks;

public sealed class WebhookAttemptTests
{
    [Theory]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(500, false)]
    public async Task Only2xx_IsSuccess(int status, bool isSuccess)
    {
        await using var attempting = await Attempting.StartAsync(received => new WebhookReply(
            received.Path == "/" ? status : 200, new Dictionary<string, string> { ["Location"] = "/elsewhere" }));

        var result = await attempting.RunAsync();

        var stored = await attempting.StoredAsync();
        Assert.Equal(isSuccess, result.IsFinished);
        Assert.Equal(isSuccess ? WebhookMessageState.Success : WebhookMessageState.Attempting, stored.State);
        Assert.Equal(status, Assert.Single(stored.Attempts).StatusCode);
        Assert.Equal("/", Assert.Single(attempting.Receiver.Received).Path);
    }

    [Fact]
    public async Task RunTwice_AfterItWasWrittenDown_SendsOnce()
    {
        await using var attempting = await Attempting.StartAsync(_ => new WebhookReply(503));
        attempting.Webhooks.LoseNextAnswer = new TimeoutException("The answer to the write was lost.");

        await Assert.ThrowsAsync<TimeoutException>(() => attempting.RunAsync());
        var result = await attempting.RunAsync();

        Assert.False(result.IsFinished);
        Assert.Single(attempting.Receiver.Received);
        Assert.Single((await attempting.StoredAsync()).Attempts);
    }

    [Fact]
    public async Task RunAgain_AfterASuccess_SendsNothing()
    {
        await using var attempting = await Attempting.StartAsync();

        Assert.True((await attempting.RunAsync(1)).IsFinished);
        Assert.True((await attempting.RunAsync(1)).IsFinished);
        Assert.True((await attempting.RunAsync(2)).IsFinished);

        Assert.Single(attempting.Receiver.Received);
    }

    [Fact]
    public async Task AReplay_AfterASuccess_SendsAgainUnderTheSameId()
    {
        await using var attempting = await Attempting.StartAsync();
        await attempting.RunAsync();

        await attempting.RunAsync(round: 1);

        Assert.Equal([attempting.Message.Value, attempting.Message.Value], attempting.Receiver.Received.Select(received => received.MessageId));
        Assert.Equal((1, 2), ((await attempting.StoredAsync()).Round, (await attempting.StoredAsync()).Attempts.Count));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 16 Nov 2026 10:00:00 GMT", 3600)]
    [InlineData("Mon, 16 Nov 2020 10:00:00 GMT", 0)]
    [InlineData("99999999", 24 * 3600)]
    [InlineData("soon", 0)]
    public async Task RetryAfter_IsHonouredUpToADay(string header, double seconds)
    {
        await using var attempting = await Attempting.StartAsync(_ => new WebhookReply(429, new Dictionary<string, string> { ["Retry-After"] = header }));

        var result = await attempting.RunAsync(nextWait: 5);

        Assert.Equal(seconds, result.RetryAfterSeconds);
        Assert.Equal(attempting.Time.GetUtcNow().AddSeconds(Math.Max(5, seconds)), (await attempting.StoredAsync()).NextAttempt);
    }

    [Fact]
    public async Task TheLastAttempt_ThatFails_EndsAsFailure()
    {
        await using var attempting = await Attempting.StartAsync(_ => new WebhookReply(500));

        await attempting.RunAsync(10, nextWait: null);

        Assert.Equal(WebhookMessageState.Failure, (await attempting.StoredAsync()).State);
    }

    [Fact]
    public async Task AConsumerThatDoesNotAnswerInTime_IsAFailure()
    {
        using var never = new ManualResetEventSlim();
        await using var attempting = await Attempting.StartAsync(
            _ =>
            {
                never.Wait(TimeSpan.FromMinutes(2));
                return new WebhookReply(200);
            },
            new WebhookOptions { AllowLoopback = true, Timeout = TimeSpan.FromMilliseconds(100) });

        await attempting.RunAsync();
        never.Set();

        var attempt = Assert.Single((await attempting.StoredAsync()).Attempts);
        Assert.Null(attempt.StatusCode);
        Assert.Equal("No answer within 0.1 s.", attempt.Error);
    }

    [Fact]
    public async Task WithoutLeaveForLoopback_NothingIsSent()
    {
        await using var attempting = await Attempting.StartAsync(options: new WebhookOptions());

        await attempting.RunAsync();

        Assert.Empty(attempting.Receiver.Received);
        Assert.Null(Assert.Single((await attempting.StoredAsync()).Attempts).StatusCode);
    }

    [Fact]
    public async Task ADisabledConsumer_IsSentNothing_AndGetsTheAttemptsThatAreLeft()
    {
        await using var attempting = await Attempting.StartAsync(change: consumer => consumer with { IsDisabled = true });

        Assert.False((await attempting.RunAsync(1)).IsFinished);
        Assert.Empty(attempting.Receiver.Received);
        await attempting.Webhooks.UpdateAsync((await attempting.StoredConsumerAsync()) with { IsDisabled = false });

        Assert.True((await attempting.RunAsync(2)).IsFinished);
        Assert.Single(attempting.Receiver.Received);
    }

    [Fact]
    public async Task ADeletedConsumer_EndsTheDelivery()
    {
        await using var attempting = await Attempting.StartAsync();
        await attempting.Webhooks.DeleteAsync(new("client"), attempting.Consumer);

        Assert.True((await attempting.RunAsync()).IsFinished);
        Assert.Empty(attempting.Receiver.Received);
    }

    [Fact]
    public async Task FiveDaysOfOnlyFailures_SwitchTheConsumerOffAndTell()
    {
        await using var attempting = await Attempting.StartAsync(_ => new WebhookReply(500));
        await attempting.RunAsync(1);
        attempting.Time.Advance(TimeSpan.FromDays(5));

        await attempting.RunAsync(2);

        Assert.True((await attempting.StoredConsumerAsync()).IsDisabled);
        var told = Assert.Single(attempting.Webhooks.Published);
        Assert.Equal(EventCatalogue.ConsumerDisabled, told.Type);
        Assert.Contains(attempting.Consumer.Value, told.Payload!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElseWritesTheMessage_TheAttemptIsWrittenOnTop()
    {
        // While the first round's attempt is under way, a replay writes its own.
        await using var attempting = await Attempting.StartAsync();
        var replayed = new WebhookAttempt(1, 1, attempting.Time.GetUtcNow(), 500, "no", 1);
        attempting.Webhooks.Meanwhile = message => message.After(replayed, next: null);

        await attempting.RunAsync();

        Assert.Equal([1, 0], (await attempting.StoredAsync()).Attempts.Select(attempt => attempt.Round));
    }

    [Fact]
    public async Task Headers_HoldBothNamesOfTheSignature_TheClientAndTheAuthorization()
    {
        await using var attempting = await Attempting.StartAsync(change: consumer => consumer with { ProtectedAuthorization = "terces reraeB" });

        await attempting.RunAsync();

        var headers = Assert.Single(attempting.Receiver.Received).Headers;
        Assert.Equal(headers["webhook-id"], headers["svix-id"]);
        Assert.Equal(headers["webhook-timestamp"], headers["svix-timestamp"]);
        Assert.Equal(headers["webhook-signature"], headers["svix-signature"]);
        Assert.Equal("Bearer secret", headers["Authorization"]);
        Assert.Equal("client", headers["X-Codat-ClientId"]);
        Assert.Equal("application/json; charset=utf-8", headers["Content-Type"]);
    }
}
