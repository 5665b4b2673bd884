using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Tests.Webhooks;

public sealed class EventCatalogueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("expenses.sync.successful", "expenses.sync.successful")]
    [InlineData("Expenses.Sync.Successful", "expenses.sync.successful")]
    [InlineData("SyncCompleted", "SyncCompleted")]
    [InlineData("Sync Completed", "SyncCompleted")]
    [InlineData("Dataset data changed", "DatasetDataChanged")]
    [InlineData("suppliers.write.successful", "suppliers.write.successful")]
    [InlineData("suppliers.write.maybe", null)]
    [InlineData("", null)]
    [InlineData("everything", null)]
    public void Canonical_AsWritten_GivesTheName(string text, string? name) => Assert.Equal(name, EventCatalogue.Canonical(text));

    [Theory]
    [InlineData("Push Operation Status Changed()", "Push Operation Status Changed")]
    [InlineData("sync failed", "Sync Failed")]
    [InlineData("DataConnectionStatusChanged", "DataConnectionStatusChanged")]
    [InlineData("company.created", null)]
    public void CanonicalRuleType_AsWritten_GivesTheType(string text, string? type) => Assert.Equal(type, EventCatalogue.CanonicalRuleType(text));

    [Fact]
    public void RuleTypes_All_NameAnEventAConsumerCanName() =>
        Assert.All(EventCatalogue.RuleTypes, type => Assert.Contains(EventCatalogue.LegacyNameOf(type), EventCatalogue.Subscribable));

    [Fact]
    public void Takes_ByEitherName_AndNotByAnother()
    {
        var published = Event();

        Assert.True(Consumer("expenses.sync.successful").Takes(published));
        Assert.True(Consumer("SyncCompleted").Takes(published));
        Assert.True(Consumer().Takes(published));
        Assert.False(Consumer("SyncFailed").Takes(published));
        Assert.False((Consumer() with { Client = new ClientId("other") }).Takes(published));
    }

    [Fact]
    public void Takes_WithTags_NeedsOneInItsCase()
    {
        var published = Event() with { CompanyTags = ["region:uk", "size:small"] };

        Assert.True((Consumer() with { CompanyTags = ["region:fr", "size:small"] }).Takes(published));
        Assert.False((Consumer() with { CompanyTags = ["region:UK"] }).Takes(published));
        Assert.True((Consumer() with { CompanyTags = ["region:UK"] }).Takes(published with { Company = null }));
        Assert.False((Consumer() with { RuleType = "Sync Completed", RuleCompany = new CompanyId("other") }).Takes(published));
    }

    [Fact]
    public void Body_InEachStyle_HasTheContractsMembers()
    {
        var modern = Read(WebhookBody.Of(Event(), Consumer()));
        var legacy = Read(WebhookBody.Of(Event(), Consumer() with { Style = WebhookStyle.Legacy }));

        Assert.Equal(["id", "eventType", "generatedDate", "payload"], Members(modern));
        Assert.Equal("2026-11-16T09:00:00.0000000Z", modern.GetProperty("generatedDate").GetString());
        Assert.Equal(["AlertId", "ClientId", "ClientName", "CompanyId", "RuleId", "RuleType", "Message", "Data"], Members(legacy));
        Assert.Equal("Sync Completed", legacy.GetProperty("RuleType").GetString());
    }

    [Fact]
    public void Body_ThatLacksTheWantedForm_HasTheOther()
    {
        Assert.Equal("AlertId", Members(Read(WebhookBody.Of(Event() with { Payload = null }, Consumer())))[0]);
        Assert.Equal("id", Members(Read(WebhookBody.Of(Event() with { Legacy = null }, Consumer() with { Style = WebhookStyle.Legacy })))[0]);
    }

    private static JsonElement Read(byte[] body) => JsonSerializer.Deserialize<JsonElement>(body);

    private static List<string> Members(JsonElement body) => [.. body.EnumerateObject().Select(member => member.Name)];

    private static WebhookConsumer Consumer(params string[] eventTypes) => new()
    {
        Client = new ClientId("c"), Id = new WebhookConsumerId("w"), Url = "https://example.com", Created = Now, EventTypes = eventTypes,
    };

    private static PublishedEvent Event() => new()
    {
        Id = "7b0f2f0e-0000-4000-8000-000000000001",
        Client = new ClientId("c"),
        Company = new CompanyId("company"),
        Type = EventCatalogue.SyncSuccessful,
        Occurred = Now,
        Payload = """{"syncId":"s"}""",
        Legacy = new LegacyAlert("done", """{"syncId":"s","syncType":"Expense"}"""),
    };
}
