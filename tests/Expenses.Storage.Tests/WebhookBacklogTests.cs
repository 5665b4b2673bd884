using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Storage.Tests;

public sealed class WebhookBacklogTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly WebhookConsumerId Consumer = new("consumer");

    private readonly IWebhookBacklog _backlog = storage.Get<IWebhookBacklog>();
    private readonly IWebhookMessageStore _messages = storage.Get<IWebhookMessageStore>();

    [Fact]
    public async Task CountAsync_CountsWhatWaits_UntilItIsTakenOrGivenUp_AndForgetsTheOld()
    {
        var first = await AddAsync("cliént", "one", Make.Noon);
        var second = await AddAsync("client-2", "two", Make.Noon.AddHours(1));
        await AddAsync("client-2", "three", Make.Noon.AddHours(2));
        Assert.Equal(3, await CountAsync());

        var tried = await AfterAsync(first, 500, next: Make.Noon.AddHours(2));
        Assert.Equal(3, await CountAsync());

        await AfterAsync(tried, 200, next: null);
        await AfterAsync(second, 500, next: null);
        Assert.Equal(1, await CountAsync());

        Assert.Equal(0, await _backlog.CountAsync(Make.Noon.AddHours(3)));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task AMessageThatIsOnlyKept_IsNotCounted()
    {
        var before = await CountAsync();

        await AddAsync("client-off", "kept", Make.Noon, WebhookMessageState.Failure);

        Assert.Equal(before, await CountAsync());
    }

    private Task<long> CountAsync() => _backlog.CountAsync(Make.Noon.AddDays(-1));

    private async Task<WebhookMessage> AddAsync(
        string client, string id, DateTimeOffset created, WebhookMessageState state = WebhookMessageState.Sending)
    {
        var message = new WebhookMessage
        {
            Client = new ClientId(client),
            Consumer = Consumer,
            Id = WebhookMessageId.Of(new ClientId(client), id, created),
            EventType = "company.created",
            Created = created,
            State = state,
        };
        await _messages.AddAsync(message, "{}"u8.ToArray());
        return (await _messages.FindAsync(message.Client, Consumer, message.Id))!;
    }

    private async Task<WebhookMessage> AfterAsync(WebhookMessage message, int status, DateTimeOffset? next)
    {
        var number = message.Attempts.Count + 1;
        await _messages.UpdateAsync(message.After(new WebhookAttempt(0, number, message.Created, status, null, 1), next));
        return (await _messages.FindAsync(message.Client, Consumer, message.Id))!;
    }
}
