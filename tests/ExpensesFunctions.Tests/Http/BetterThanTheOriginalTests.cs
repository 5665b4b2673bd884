using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Http;

/// <summary>What users of such APIs miss (codat-contract §8): double mapping told early, repeated purchases reported, platforms listed.</summary>
public sealed class BetterThanTheOriginalTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task An_account_that_another_company_maps_is_refused_with_the_owners_name()
    {
        app.Ledger.LedgerId = "ledger-of-two";
        try
        {
            var first = await ConnectedAsync(app.Client, "First & Sons");
            var second = await ConnectedAsync(app.Client, "Second");
            Assert.Equal(HttpStatusCode.OK, (await ConfigureAsync(app.Client, first)).StatusCode);

            var refused = await ConfigureAsync(app.Client, second);
            var envelope = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var item = Assert.Single(envelope.GetProperty("validation").GetProperty("errors").EnumerateArray());
            Assert.Equal("/bankAccount/id", item.GetProperty("itemId").GetString());
            Assert.Contains($"'First & Sons' ({first})", item.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal(40010, envelope.GetProperty("detailedErrorCode").GetInt32());
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/companies/{second}/sync/expenses/config")).StatusCode);

            Assert.Equal(HttpStatusCode.OK, (await ConfigureAsync(app.Client, first)).StatusCode);
            using var deleted = await app.Client.DeleteAsync($"/companies/{first}");
            Assert.Equal(HttpStatusCode.OK, (await ConfigureAsync(app.Client, second)).StatusCode);
        }
        finally
        {
            app.Ledger.LedgerId = null;
        }
    }

    [Fact]
    public async Task An_account_that_another_client_maps_is_nobodys_business()
    {
        app.Ledger.LedgerId = "ledger-of-two-clients";
        try
        {
            using var other = new HttpClient { BaseAddress = app.Client.BaseAddress };
            other.DefaultRequestHeaders.Authorization = HttpApp.Basic(HttpApp.KeyB);
            var mine = await ConnectedAsync(app.Client, "Mine");
            var theirs = await ConnectedAsync(other, "Theirs");

            Assert.Equal(HttpStatusCode.OK, (await ConfigureAsync(app.Client, mine)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await ConfigureAsync(other, theirs)).StatusCode);
        }
        finally
        {
            app.Ledger.LedgerId = null;
        }
    }

    [Fact]
    public async Task Purchases_that_come_again_under_other_ids_are_reported()
    {
        var company = new CompanyKey(new ClientId("client-a"), new CompanyId(app.Company));
        var known = Guid.NewGuid().ToString("D");
        var (twin, again, alone) = (Guid.NewGuid().ToString("D"), Guid.NewGuid().ToString("D"), Guid.NewGuid().ToString("D"));
        var synced = new ExpenseTransaction
        {
            Id = new TransactionId(known),
            Type = ExpenseType.Payment,
            IssueDate = new DateTimeOffset(2024, 5, 21, 9, 0, 0, TimeSpan.Zero),
            Currency = "GBP",
            MerchantName = "AMAZON UK",
            Lines = [new ExpenseLine { NetAmount = 124.85m, AccountId = "another" }],
        };
        var intent = PushIntent.Of(company, new ConnectionId(app.Connection), synced, new SyncId(app.Sync), 0);
        await app.Intents.SaveAsync([intent with { State = PushIntentState.Completed }]);
        using var stored = await app.Client.PostAsync(
            app.Address("sync/expenses/data/expense-transactions"),
            new StringContent(
                Sample.Dataset(Sample.Transaction(twin), Sample.Transaction(again), Sample.With(one => one["merchantName"] = "Somebody else", alone)),
                Encoding.UTF8,
                "application/json"));
        var dataset = (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("datasetId").GetString();

        var report = await app.GetAsync(app.Address($"sync/expenses/datasets/{dataset}/overlaps"));
        var page = await app.GetAsync(app.Address($"sync/expenses/datasets/{dataset}/overlaps?page=2&pageSize=1"));

        Assert.Equal(2, report.GetProperty("totalResults").GetInt32());
        Assert.Equal([twin, again], report.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("transactionId").GetString()));
        var found = report.GetProperty("results")[0];
        Assert.Equal(again, Assert.Single(found.GetProperty("sameInDataset").EnumerateArray()).GetString());
        var same = Assert.Single(found.GetProperty("sameInSyncs").EnumerateArray());
        Assert.Equal((known, app.Sync, true), (same.GetProperty("transactionId").GetString(), same.GetProperty("syncId").GetString(), same.GetProperty("isInLedger").GetBoolean()));
        Assert.Equal(again, Assert.Single(page.GetProperty("results").EnumerateArray()).GetProperty("transactionId").GetString());
    }

    [Fact]
    public async Task Integrations_are_listed_searched_and_found()
    {
        var all = await app.GetAsync("/integrations");
        var accounting = await app.GetAsync("/integrations?query=sourceType%3Daccounting%26%26enabled%3Dtrue");
        var one = await app.GetAsync("/integrations/MQJO");
        using var none = await app.Client.GetAsync("/integrations/zzzz");

        Assert.Equal(2, all.GetProperty("totalResults").GetInt32());
        Assert.Equal("mqjo", Assert.Single(accounting.GetProperty("results").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(("Sandbox", "Accounting"), (one.GetProperty("name").GetString(), one.GetProperty("sourceType").GetString()));
        var suppliers = one.GetProperty("datatypeFeatures").EnumerateArray().Single(type => type.GetProperty("datatype").GetString() == "suppliers");
        Assert.Equal(["Get", "Post"], suppliers.GetProperty("supportedFeatures").EnumerateArray().Select(feature => feature.GetProperty("featureType").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static async Task<string> ConnectedAsync(HttpClient client, string name)
    {
        using var created = await client.PostAsJsonAsync("/companies", new { name, platformType = "mqjo" });
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> ConfigureAsync(HttpClient client, string company) => client.PostAsync(
        $"/companies/{company}/sync/expenses/config", new StringContent(Sample.Configuration(), Encoding.UTF8, "application/json"));
}
