using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Http;

/// <summary>API keys a client makes for itself (codat-contract B100-B102).</summary>
public sealed class ApiKeyTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task Key_is_shown_once_opens_its_clients_companies_and_nothing_after_it_was_deleted()
    {
        var made = await app.PostAsync("/apiKeys", new { name = "nightly job" });
        using var client = With(made.GetProperty("apiKey").GetString()!);
        using var before = await client.GetAsync(app.Address(""));
        var listed = Listed(await app.GetAsync("/apiKeys"), made);

        using var deleted = await app.Client.DeleteAsync($"/apiKeys/{made.GetProperty("id").GetString()}");
        using var after = await client.GetAsync(app.Address(""));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("nightly job", listed.GetProperty("name").GetString());
        Assert.False(listed.TryGetProperty("apiKey", out _));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
        Assert.DoesNotContain(made.GetProperty("id").GetString()!, await app.Client.GetStringAsync("/apiKeys"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_made_elsewhere_is_good_and_sees_only_its_clients_companies()
    {
        const string secret = "made-by-the-operator";
        await app.ApiKeys.AddAsync(new StoredApiKey(
            new ClientId("client-c"), Guid.NewGuid().ToString("D"), "", ApiKeySecret.Sha256(secret), DateTimeOffset.UtcNow));
        using var client = With(secret);

        await Eventually.TrueAsync(
            async () => (await client.GetAsync(app.Address(""))).StatusCode == HttpStatusCode.NotFound, expectation: "the key is known");
    }

    [Fact]
    public async Task Eleventh_key_and_long_names_are_refused()
    {
        using var client = With(HttpApp.KeyB);
        for (var number = 1; number <= 10; number++)
        {
            using var made = await client.PostAsJsonAsync("/apiKeys", new { name = new string('n', 50) });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using var eleventh = await client.PostAsJsonAsync("/apiKeys", new { name = "one more" });
        using var tooLong = await client.PostAsJsonAsync("/apiKeys", new { name = new string('n', 51) });

        Assert.Equal(HttpStatusCode.Conflict, eleventh.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
    }

    [Fact]
    public async Task Key_is_kept_with_no_answer_and_made_once_for_its_idempotency_key()
    {
        using var client = With(HttpApp.KeyA);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "one-api-key");
        using var first = await client.PostAsJsonAsync("/apiKeys", new { name = "once" });
        using var second = await client.PostAsJsonAsync("/apiKeys", new { name = "once" });

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Null(await app.KeyedRequests.FindAsync(new ClientId("client-a"), "one-api-key"));
    }

    [Fact]
    public async Task Another_clients_key_cannot_be_deleted()
    {
        var made = await app.PostAsync("/apiKeys", new { name = "mine" });
        using var client = With(HttpApp.KeyB);

        using var deleted = await client.DeleteAsync($"/apiKeys/{made.GetProperty("id").GetString()}");

        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode);
    }

    [Fact]
    public async Task Last_key_of_a_client_without_configured_keys_stays()
    {
        const string secret = "the-only-key";
        var key = new StoredApiKey(
            new ClientId("client-d"), Guid.NewGuid().ToString("D"), "", ApiKeySecret.Sha256(secret), DateTimeOffset.UtcNow);
        await app.ApiKeys.AddAsync(key);
        using var client = With(secret);
        await Eventually.TrueAsync(
            async () => (await client.GetAsync("/apiKeys")).IsSuccessStatusCode, expectation: "the key is known");

        using var deleted = await client.DeleteAsync($"/apiKeys/{key.Id}");

        Assert.Equal(HttpStatusCode.Conflict, deleted.StatusCode);
    }

    private static JsonElement Listed(JsonElement list, JsonElement made) => list.GetProperty("results").EnumerateArray()
        .Single(key => key.GetProperty("id").GetString() == made.GetProperty("id").GetString());

    private HttpClient With(string key) => new()
    {
        BaseAddress = app.Client.BaseAddress,
        DefaultRequestHeaders = { Authorization = HttpApp.Basic(key) },
    };
}
