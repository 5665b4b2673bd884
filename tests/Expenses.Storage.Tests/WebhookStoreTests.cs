using System.Text;
using Azure.Storage.Queues;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Storage.Tests;

public sealed class WebhookStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IWebhookConsumerStore _consumers = storage.Get<IWebhookConsumerStore>();
    private readonly IWebhookMessageStore _messages = storage.Get<IWebhookMessageStore>();

    [Fact]
    public async Task Consumer_EveryField_ComesBack()
    {
        var wanted = Consumer("client-fields") with
        {
            EventTypes = ["a", "b"],
            Emails = ["ops@example.com"],
            CompanyTags = ["region:uk"],
            Style = WebhookStyle.Legacy,
            RuleType = "Sync Completed",
            RuleCompany = new CompanyId("company"),
            Secrets = [new KeptSecret("new"), new KeptSecret("old", Make.Noon.AddDays(1))],
            ProtectedAuthorization = "kept",
            IsDisabled = true,
            DisabledReason = "why",
            FailingSince = Make.Noon.AddTicks(7),
        };
        var stored = (await _consumers.AddAsync(wanted))!;

        var read = (await _consumers.FindAsync(wanted.Client, wanted.Id))!;

        Assert.Equal(wanted.Secrets, read.Secrets);
        Assert.Equal(wanted.EventTypes, read.EventTypes);
        Assert.Equal(wanted.CompanyTags, read.CompanyTags);
        Assert.Equal(wanted.Emails, read.Emails);
        Assert.Equal(
            stored with { Emails = [], EventTypes = [], CompanyTags = [], Secrets = [] },
            read with { Emails = [], EventTypes = [], CompanyTags = [], Secrets = [] });
    }

    [Fact]
    public async Task AddAsync_SixtyAtOnce_KeepsFiftyAndRulesBesides()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _consumers.AddAsync(Consumer("client-many"))));
        var rule = await _consumers.AddAsync(Consumer("client-many") with { RuleType = "Sync Failed" });

        Assert.Equal(IWebhookConsumerStore.MaximumPerClient, added.Count(consumer => consumer is not null));
        Assert.NotNull(rule);
        Assert.Equal(51, (await _consumers.ListAsync(new ClientId("client-many"))).Count);
    }

    [Fact]
    public async Task AddAsync_SameIdAgain_GivesTheFirst()
    {
        var first = await _consumers.AddAsync(Consumer("client-again"));

        var again = await _consumers.AddAsync(first! with { Url = "https://other.example" });

        Assert.Equal((first!.Url, first.ETag), (again!.Url, again.ETag));
    }

    [Fact]
    public async Task UpdateAsync_TwoWriters_TheSecondIsTold_AndADeletedOneStaysDeleted()
    {
        var read = (await _consumers.AddAsync(Consumer("client-writers")))!;
        var written = await _consumers.UpdateAsync(read with { IsDisabled = true });

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _consumers.UpdateAsync(read with { FailingSince = Make.Noon }));
        Assert.False(await _consumers.WasDeletedAsync(read.Client, read.Id));
        await _consumers.DeleteAsync(read.Client, read.Id);
        await _consumers.DeleteAsync(read.Client, read.Id);
        Assert.True(await _consumers.WasDeletedAsync(read.Client, read.Id));
        Assert.False(await _consumers.WasDeletedAsync(new ClientId("somebody else"), read.Id));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _consumers.UpdateAsync(written));
        Assert.Null(await _consumers.FindAsync(read.Client, read.Id));
    }

    [Fact]
    public async Task EveryRead_OfAnotherClient_FindsNothing()
    {
        var consumer = (await _consumers.AddAsync(Consumer("client-own")))!;
        var message = Message(consumer, 0);
        await _messages.AddAsync(message, "{}"u8.ToArray());
        var other = new ClientId("client-other");

        Assert.Null(await _consumers.FindAsync(other, consumer.Id));
        Assert.Null(await _messages.FindAsync(other, consumer.Id, message.Id));
        Assert.Empty(await _messages.ListAsync(other, consumer.Id, before: null, 10));
        await Assert.ThrowsAsync<InvalidDataException>(() => _messages.ReadBodyAsync(message with { Client = other }));
    }

    [Fact]
    public async Task Message_AddedAgain_KeepsWhatCameFirst()
    {
        var consumer = Consumer("client-messages");
        var message = Message(consumer, 0);
        await _messages.AddAsync(message, "first"u8.ToArray());
        var stored = (await _messages.FindAsync(message.Client, message.Consumer, message.Id))!;
        await _messages.UpdateAsync(stored.After(new WebhookAttempt(0, 1, Make.Noon, 500, "é\u0001 no", 12), Make.Noon.AddHours(1)));

        await _messages.AddAsync(message, "second"u8.ToArray());

        var read = (await _messages.FindAsync(message.Client, message.Consumer, message.Id))!;
        Assert.Equal("first", Encoding.UTF8.GetString((await _messages.ReadBodyAsync(read)).Span));
        Assert.Equal(new WebhookAttempt(0, 1, Make.Noon, 500, "é\u0001 no", 12), Assert.Single(read.Attempts));
        Assert.Equal((WebhookMessageState.Attempting, Make.Noon.AddHours(1)), (read.State, read.NextAttempt));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _messages.UpdateAsync(stored));
    }

    [Fact]
    public async Task Message_WithAsManyAttemptsAsAreKept_FitsItsRow()
    {
        var consumer = Consumer("client-attempts");
        await _messages.AddAsync(Message(consumer, 0), "{}"u8.ToArray());
        var message = (await _messages.FindAsync(consumer.Client, consumer.Id, Message(consumer, 0).Id))!;
        for (var number = 1; number <= WebhookMessage.KeptAttempts + 5; number++)
        {
            message = message.After(new WebhookAttempt(0, number, DateTimeOffset.MaxValue, 599, new string('漢', 500), int.MaxValue), next: null);
        }

        await _messages.UpdateAsync(message);

        var read = (await _messages.FindAsync(consumer.Client, consumer.Id, message.Id))!;
        Assert.Equal(Enumerable.Range(6, WebhookMessage.KeptAttempts), read.Attempts.Select(attempt => attempt.Number));
    }

    [Fact]
    public async Task ListAsync_InPages_GivesEachMessageOnceNewestFirst()
    {
        var consumer = Consumer("client-pages");
        foreach (var minute in Enumerable.Range(0, 12))
        {
            await _messages.AddAsync(Message(consumer, minute), "{}"u8.ToArray());
        }

        var seen = new List<WebhookMessage>();
        IReadOnlyList<WebhookMessage> page;
        do
        {
            page = await _messages.ListAsync(consumer.Client, consumer.Id, seen.Count == 0 ? null : seen[^1].Id, 5);
            seen.AddRange(page);
        }
        while (page.Count > 0);

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(minute => Make.Noon.AddMinutes(minute)), seen.Select(message => message.Created));
        var before = await _messages.ListAsync(consumer.Client, consumer.Id, WebhookMessageId.At(Make.Noon.AddMinutes(3)), 100);
        Assert.Equal(Make.Noon.AddMinutes(2), before[0].Created);
    }

    [Fact]
    public async Task PublishAsync_Twice_IsOneEventAndTwoNamesInTheQueue()
    {
        var published = new PublishedEvent
        {
            Id = Guid.NewGuid().ToString("D"),
            Client = new ClientId("cliént"),
            Company = new CompanyId("company"),
            CompanyTags = ["region:uk"],
            Type = EventCatalogue.SyncSuccessful,
            Occurred = Make.Noon,
            Payload = $$"""{"long":"{{new string('é', 100_000)}}"}""",
            Legacy = new LegacyAlert("done", "{}", new ConnectionId("connection")),
        };
        await storage.Get<IEventPublisher>().PublishAsync(published);
        await storage.Get<IEventPublisher>().PublishAsync(published with { Payload = "{}" });

        var queue = storage.Get<QueueServiceClient>().GetQueueClient(storage.Get<StorageNames>().WebhookEvents);
        var messages = (await queue.PeekMessagesAsync(10)).Value;
        var named = new PublishedEventV1("cliént", published.MessageId().Value);
        var read = await storage.Get<IEventOutbox>().ReadAsync(named);

        Assert.Equal(2, messages.Length);
        Assert.All(messages, message => Assert.Equal(named, message.Body.ToObjectFromJson<PublishedEventV1>()));
        Assert.Equal(published with { CompanyTags = [] }, read with { CompanyTags = [] });
        Assert.Equal(published.CompanyTags, read.CompanyTags);
        await Assert.ThrowsAsync<InvalidDataException>(() => storage.Get<IEventOutbox>().ReadAsync(named with { Client = "other" }));
    }

    private static WebhookConsumer Consumer(string client) => new()
    {
        Client = new ClientId(client),
        Id = new WebhookConsumerId(Guid.NewGuid().ToString("D")),
        Url = "https://hooks.example/",
        Created = Make.Noon,
        Secrets = [new KeptSecret("secret")],
    };

    private static WebhookMessage Message(WebhookConsumer consumer, int minute) => new()
    {
        Client = consumer.Client,
        Consumer = consumer.Id,
        Id = WebhookMessageId.Of(consumer.Client, $"{minute}", Make.Noon.AddMinutes(minute)),
        EventType = "company.created",
        Created = Make.Noon.AddMinutes(minute),
    };
}
