using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Webhook consumers, rules and messages over HTTP (codat-contract B103-B107, B111, B126).</summary>
public sealed class WebhookTests(HttpApp app) : IClassFixture<HttpApp>
{
    private const string Url = "https://hooks.example/expenses";
    private const string Nobody = "0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11";

    [Fact]
    public async Task Created_consumer_is_shown_as_the_contract_has_it_and_its_secret_once()
    {
        var created = await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["Dataset data changed","SyncCompleted","SyncCompleted"],"companyTags":["region:uk"]}""");
        var id = created.GetProperty("id").GetString()!;

        var read = await app.GetAsync($"/webhooks/{id}");
        var listed = (await app.GetAsync("/webhooks")).GetProperty("results").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);

        Assert.Equal(Url, created.GetProperty("url").GetString());
        Assert.Equal(["DatasetDataChanged", "SyncCompleted"], created.GetProperty("eventTypes").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(["region:uk"], created.GetProperty("companyTags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.False(created.GetProperty("disabled").GetBoolean());
        Assert.Equal("Legacy", created.GetProperty("style").GetString());
        Assert.StartsWith("whsec_", created.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.False(read.TryGetProperty("secret", out _));
        Assert.Equal(read.GetRawText(), listed.GetRawText());
    }

    [Fact]
    public async Task Secrets_are_not_kept_as_they_are()
    {
        var created = await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"],"authorization":"Bearer of-the-consumer"}""");

        var stored = await StoredAsync(created.GetProperty("id").GetString()!);

        Assert.DoesNotContain("of-the-consumer", stored.ProtectedAuthorization!, StringComparison.Ordinal);
        Assert.DoesNotContain(created.GetProperty("secret").GetString()!["whsec_".Length..], stored.Secrets[0].Protected, StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-consumer", created.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "/url")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"url":"http://hooks.example/","eventTypes":["SyncCompleted"]}""", "/url")]
    [InlineData("""{"url":"https://127.0.0.1/","eventTypes":["SyncCompleted"]}""", "/url")]
    [InlineData("""{"url":"https://169.254.169.254/latest/meta-data","eventTypes":["SyncCompleted"]}""", "/url")]
    [InlineData("""{"url":"https://user:password@hooks.example/","eventTypes":["SyncCompleted"]}""", "/url")]
    [InlineData("""{"url":"https://hooks.example:22/","eventTypes":["SyncCompleted"]}""", "/url")]
    [InlineData("""{"url":7,"eventTypes":["SyncCompleted"]}""", "/url")]
    [InlineData("""{"url":"https://hooks.example/"}""", "/eventTypes")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":[]}""", "/eventTypes")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":["SyncCompleted","nothing"]}""", "/eventTypes/1")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":["SyncCompleted",null]}""", "/eventTypes/1")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":["SyncCompleted"],"companyTags":["uk"]}""", "/companyTags/0")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":["SyncCompleted"],"companyTags":["a:1","a:2","a:3","a:4","a:5","a:6","a:7","a:8","a:9","a:10","a:11"]}""", "/companyTags")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":["SyncCompleted"],"disabled":"yes"}""", "/disabled")]
    [InlineData("""{"url":"https://hooks.example/","eventTypes":["SyncCompleted"],"style":"loud"}""", "/style")]
    [InlineData("{\"url\":\"https://hooks.example/\",\"eventTypes\":[\"SyncCompleted\"],\"authorization\":\"a\\nb\"}", "/authorization")]
    public async Task Malformed_consumer_is_refused_by_name(string body, string pointer)
    {
        using var answer = await app.Client.PostAsync("/webhooks", Json(body));

        var envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(envelope.GetProperty("validation").GetProperty("errors").EnumerateArray(), item => item.GetProperty("itemId").GetString() == pointer);
    }

    [Fact]
    public async Task The_51st_consumer_is_refused_and_a_rule_is_none()
    {
        using var client = As(HttpApp.KeyB);
        using var rule = await client.PostAsync("/rules", Json($$$"""{"type":"Sync Failed","notifiers":{"webhook":"{{{Url}}}"}}"""));
        Assert.Equal(HttpStatusCode.OK, rule.StatusCode);
        for (var number = 0; number < IWebhookConsumerStore.MaximumPerClient; number++)
        {
            using var created = await client.PostAsync("/webhooks", Json($$"""{"url":"{{Url}}","eventTypes":["SyncCompleted"]}"""));
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        using var refused = await client.PostAsync("/webhooks", Json($$"""{"url":"{{Url}}","eventTypes":["SyncCompleted"]}"""));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(50, (await client.GetFromJsonAsync<JsonElement>("/webhooks")).GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_consumer_and_its_secret_and_another_body_is_refused()
    {
        var first = await SendWithKeyAsync($$"""{"url":"{{Url}}","eventTypes":["SyncCompleted"]}""");
        var again = await SendWithKeyAsync($$"""{"url":"{{Url}}","eventTypes":["SyncCompleted"]}""");
        var other = await SendWithKeyAsync($$"""{"url":"{{Url}}/other","eventTypes":["SyncCompleted"]}""");

        Assert.Equal((HttpStatusCode.Created, first.Body), (again.Status, again.Body));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
    }

    [Fact]
    public async Task Rotated_secret_signs_beside_the_one_before()
    {
        var created = await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"]}""");
        var id = created.GetProperty("id").GetString()!;

        var rotated = await app.PostAsync($"/webhooks/{id}/secret", new { });

        var stored = await StoredAsync(id);
        Assert.NotEqual(created.GetProperty("secret").GetString(), rotated.GetProperty("secret").GetString());
        Assert.Equal(2, stored.Secrets.Count);
        Assert.Null(stored.Secrets[0].Expires);
        Assert.InRange(stored.Secrets[1].Expires!.Value - DateTimeOffset.UtcNow, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task Consumer_is_switched_off_and_on_and_deleted()
    {
        var id = (await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"],"disabled":true}""")).GetProperty("id").GetString()!;

        using var test = await app.Client.PostAsync($"/webhooks/{id}/test", Json("{}"));
        using var on = await app.Client.PatchAsync($"/webhooks/{id}", Json("""{"disabled":false}"""));
        using var empty = await app.Client.PatchAsync($"/webhooks/{id}", Json("{}"));
        using var deleted = await app.Client.DeleteAsync($"/webhooks/{id}");
        using var gone = await app.Client.DeleteAsync($"/webhooks/{id}");

        Assert.Equal(HttpStatusCode.Conflict, test.StatusCode);
        Assert.False((await on.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("disabled").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task Rule_has_its_own_shape_and_is_no_consumer()
    {
        var rule = await app.PostAsync("/rules", new { type = "sync completed", companyId = app.Company, notifiers = new { emails = Array.Empty<string>(), webhook = Url } });
        var id = rule.GetProperty("id").GetString()!;

        var read = await app.GetAsync($"/rules/{id}");
        using var asConsumer = await app.Client.GetAsync($"/webhooks/{id}");

        Assert.Equal(rule.GetRawText(), read.GetRawText());
        Assert.Equal("Sync Completed", read.GetProperty("type").GetString());
        Assert.Equal(app.Company, read.GetProperty("companyId").GetString());
        Assert.Equal(Url, read.GetProperty("notifiers").GetProperty("webhook").GetString());
        Assert.Equal(HttpStatusCode.NotFound, asConsumer.StatusCode);
        Assert.Contains((await app.GetAsync("/rules")).GetProperty("results").EnumerateArray(), one => one.GetProperty("id").GetString() == id);
        using var deleted = await app.Client.DeleteAsync($"/rules/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Theory]
    [InlineData("""{"type":"nothing","notifiers":{"webhook":"https://hooks.example/"}}""", 400)]
    [InlineData("""{"type":"Sync Completed"}""", 400)]
    [InlineData("""{"type":"Sync Completed","notifiers":{"emails":["a@b.example"]}}""", 400)]
    [InlineData("""{"type":"Sync Completed","notifiers":{"emails":["a@b.example"],"webhook":"https://hooks.example/"}}""", 400)]
    [InlineData("""{"type":"Sync Completed","notifiers":{"webhook":"https://10.0.0.1/"}}""", 400)]
    [InlineData("""{"type":"Sync Completed","companyId":"0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11","notifiers":{"webhook":"https://hooks.example/"}}""", 404)]
    public async Task Malformed_rule_is_refused(string body, int status)
    {
        using var answer = await app.Client.PostAsync("/rules", Json(body));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Rule_with_emails_is_refused_in_plain_words_where_nobody_could_send_them()
    {
        using var answer = await app.Client.PostAsync("/rules", Json("""{"type":"Sync Completed","notifiers":{"emails":["a@b.example"]}}"""));

        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("validation").GetProperty("errors").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/notifiers/emails", error.GetProperty("itemId").GetString());
        Assert.Contains("Smtp__Host", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/webhooks/{0}")]
    [InlineData("PATCH", "/webhooks/{0}")]
    [InlineData("DELETE", "/webhooks/{0}")]
    [InlineData("POST", "/webhooks/{0}/secret")]
    [InlineData("POST", "/webhooks/{0}/test")]
    [InlineData("POST", "/webhooks/{0}/replay")]
    [InlineData("GET", "/webhooks/{0}/messages")]
    [InlineData("GET", "/webhooks/{0}/messages/msg_0123456789abcdef0123456789abcdef")]
    [InlineData("POST", "/webhooks/{0}/messages/msg_0123456789abcdef0123456789abcdef/replay")]
    [InlineData("GET", "/rules/{0}")]
    [InlineData("DELETE", "/rules/{0}")]
    public async Task Another_clients_consumer_answers_as_one_that_does_not_exist(string method, string path)
    {
        var id = (await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"]}""")).GetProperty("id").GetString()!;
        using var client = As(HttpApp.KeyB);

        var foreign = await SendAsync(client, method, string.Format(path, id));
        var missing = await SendAsync(client, method, string.Format(path, Nobody));

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(missing.Status, foreign.Status);
        Assert.Equal(missing.Error, foreign.Error.Replace(id, Nobody, StringComparison.Ordinal));
        Assert.NotNull(await StoredAsync(id));
    }

    [Fact]
    public async Task Messages_are_paged_newest_first_each_of_them_once()
    {
        var id = (await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"]}""")).GetProperty("id").GetString()!;
        var client = new ClientId("client-a");
        var times = Enumerable.Range(0, 7).Select(minute => DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(minute)).ToList();
        foreach (var time in times)
        {
            await app.Webhooks.AddAsync(
                new WebhookMessage
                {
                    Client = client, Consumer = new WebhookConsumerId(id), Id = WebhookMessageId.Of(client, $"{time}", time), EventType = "company.created", Created = time,
                },
                "{}"u8.ToArray());
        }

        var seen = new List<DateTimeOffset>();
        string? next = $"/webhooks/{id}/messages?pageSize=3";
        while (next is not null)
        {
            var page = await app.GetAsync(next);
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(message => message.GetProperty("created").GetDateTimeOffset()));
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        Assert.Equal(times.AsEnumerable().Reverse(), seen);
    }

    [Theory]
    [InlineData("?before=nothing")]
    [InlineData("?page=2")]
    [InlineData("?pageSize=0")]
    [InlineData("?pageSize=1001")]
    public async Task Malformed_page_of_messages_is_refused(string query)
    {
        var id = (await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"]}""")).GetProperty("id").GetString()!;

        using var answer = await app.Client.GetAsync($"/webhooks/{id}/messages{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"from":"yesterday"}""")]
    [InlineData("""{"from":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"from":"2126-01-01T00:00:00Z"}""")]
    public async Task Malformed_replay_is_refused(string body)
    {
        var id = (await CreateAsync($$"""{"url":"{{Url}}","eventTypes":["company.created"]}""")).GetProperty("id").GetString()!;

        using var answer = await app.Client.PostAsync($"/webhooks/{id}/replay", Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Companies_and_connections_raise_their_events()
    {
        var company = await app.NewCompanyAsync("Eventful");
        var connection = JsonDocument.Parse(await app.ConnectAsync(company, "eventful")).RootElement.GetProperty("id").GetString();
        using var unlinked = await app.Client.PatchAsync($"/companies/{company}/connections/{connection}", Json("""{"status":"Unlinked"}"""));
        await app.ConnectAsync(company, "eventful-again");
        using var disconnected = await app.Client.DeleteAsync($"/companies/{company}/connections/{connection}");
        using var deleted = await app.Client.DeleteAsync($"/companies/{company}");

        var raised = app.Webhooks.Published.Where(published => published.Company?.Value == company).ToList();
        Assert.Equal(
            [
                "company.created", "connection.created", "connection.connected", "connection.disconnected", "connection.reconnected",
                "connection.deleted", "company.deleted",
            ],
            raised.Select(published => published.Type));
        Assert.All(raised.Where(published => published.Type.StartsWith("connection", StringComparison.Ordinal)), published =>
        {
            var payload = JsonDocument.Parse(published.Payload!).RootElement;
            Assert.Equal(company, payload.GetProperty("referenceCompany").GetProperty("id").GetString());
            Assert.Equal(connection, payload.GetProperty("connection").GetProperty("id").GetString());
            Assert.DoesNotContain("?", payload.GetProperty("connection").GetProperty("linkUrl").GetString(), StringComparison.Ordinal);
            Assert.Equal(connection, published.Legacy!.Connection?.Value);
        });
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private HttpClient As(string key)
    {
        var client = new HttpClient { BaseAddress = app.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = HttpApp.Basic(key);
        return client;
    }

    private async Task<WebhookConsumer> StoredAsync(string id) =>
        (await app.Webhooks.FindAsync(new ClientId("client-a"), new WebhookConsumerId(id)))!;

    // Consumers of other tests go first, since a client has fifty at most.
    private async Task<JsonElement> CreateAsync(string body)
    {
        foreach (var one in (await app.GetAsync("/webhooks")).GetProperty("results").EnumerateArray())
        {
            using var deleted = await app.Client.DeleteAsync($"/webhooks/{one.GetProperty("id").GetString()}");
        }

        using var answer = await app.Client.PostAsync("/webhooks", Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<(HttpStatusCode Status, string Body)> SendWithKeyAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks") { Content = Json(body), Headers = { { "Idempotency-Key", "one-consumer" } } };
        using var answer = await app.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Error)> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PATCH")
        {
            request.Content = Json("{}");
        }

        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString()!);
    }
}
