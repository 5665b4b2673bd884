using System.Net;
using System.Text;
using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Http;

/// <summary>`Idempotency-Key` (codat-contract §2.14).</summary>
public sealed class IdempotencyTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task Same_request_again_gets_the_first_answer_and_does_nothing()
    {
        using var first = await PostCompanyAsync("same", """{"name":"Twice"}""");
        var writes = app.Log.Writes.Count;
        using var second = await PostCompanyAsync("same", """{"name":"Twice"}""");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(writes, app.Log.Writes.Count);
    }

    [Fact]
    public async Task Refusal_is_given_again_word_for_word()
    {
        using var first = await PostCompanyAsync("refused", """{"name":""}""");
        using var second = await PostCompanyAsync("refused", """{"name":""}""");

        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/companies", """{"name":"Other"}""")]
    [InlineData("/companies", """{"name":"One" }""")]
    [InlineData("/companies?x=1", """{"name":"One"}""")]
    public async Task Key_with_another_request_is_refused(string path, string body)
    {
        var key = Guid.NewGuid().ToString("D");
        using var first = await PostAsync("/companies", key, """{"name":"One"}""");
        using var second = await PostAsync(path, key, body);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Equal(422, Envelope(second).GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Key_belongs_to_its_client()
    {
        using var first = await PostCompanyAsync("shared", """{"name":"Of A"}""");
        using var second = await PostCompanyAsync("shared", """{"name":"Of B"}""", HttpApp.KeyB);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("Of B", Envelope(second).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Request_that_is_still_carried_out_is_not_begun_again()
    {
        app.KeyedRequests.Start("client-a", "running", DateTimeOffset.UtcNow);

        using var second = await PostCompanyAsync("running", """{"name":"Running"}""");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
    }

    [Fact]
    public async Task Request_that_is_cut_off_leaves_no_answer_and_gives_its_key_free()
    {
        using (var caller = new System.Net.Sockets.TcpClient())
        {
            await caller.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
            var head = $"POST /companies HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {HttpApp.KeyA}\r\n"
                + "Content-Type: application/json\r\nIdempotency-Key: cut-off\r\nContent-Length: 100\r\n\r\n{\"name\":";
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await Eventually.TrueAsync(() => app.KeyedRequests.Holds("client-a", "cut-off"));
        }

        await Eventually.TrueAsync(() => !app.KeyedRequests.Holds("client-a", "cut-off"));
        using var again = await PostCompanyAsync("cut-off", """{"name":"Whole"}""");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("Whole", Envelope(again).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Request_that_met_an_outage_of_storage_may_be_repeated_with_its_key()
    {
        app.Log.Outage = new AggregateException(new Azure.RequestFailedException("Connection refused"));
        HttpResponseMessage refused;
        try
        {
            refused = await PostCompanyAsync("outage", """{"name":"Later"}""");
        }
        finally
        {
            app.Log.Outage = null;
        }

        using var again = await PostCompanyAsync("outage", """{"name":"Later"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(50302, Envelope(refused).GetProperty("detailedErrorCode").GetInt32());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.False(again.Headers.Contains("Idempotency-Replayed"));
        refused.Dispose();
    }

    [Fact]
    public async Task Request_whose_process_ended_gives_its_key_free_after_a_while()
    {
        app.KeyedRequests.Start("client-a", "abandoned", DateTimeOffset.UtcNow - TimeSpan.FromMinutes(6));

        using var second = await PostCompanyAsync("abandoned", """{"name":"Abandoned"}""");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(91, false)]
    public async Task Answer_is_kept_for_ninety_minutes(int minutes, bool isReplayed)
    {
        var key = $"old-{minutes}";
        using var first = await PostCompanyAsync(key, """{"name":"Old"}""");
        app.KeyedRequests.Age("client-a", key, TimeSpan.FromMinutes(minutes));

        using var second = await PostCompanyAsync(key, """{"name":"Old"}""");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(isReplayed, second.Headers.Contains("Idempotency-Replayed"));
    }

    // Nothing of a deleted company may be seen in another one, and ids that follow from keys would bring it back.
    [Fact]
    public async Task Key_of_a_deleted_company_makes_another_one()
    {
        using var first = await PostCompanyAsync("deleted", """{"name":"First"}""");
        var ids = new List<string> { Envelope(first).GetProperty("id").GetString()! };
        for (var life = 2; life <= 3; life++)
        {
            await app.ConnectAsync(ids[^1], $"connection-of-deleted-{life}");
            using var deleted = await app.Client.DeleteAsync($"/companies/{ids[^1]}");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            app.KeyedRequests.Age("client-a", "deleted", TimeSpan.FromMinutes(91));

            using var again = await PostCompanyAsync("deleted", """{"name":"Second"}""");
            app.KeyedRequests.Age("client-a", "deleted", TimeSpan.FromMinutes(91));
            using var repeated = await PostCompanyAsync("deleted", """{"name":"Second"}""");

            var body = Envelope(again);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(0, body.GetProperty("dataConnections").GetArrayLength());
            ids.Add(body.GetProperty("id").GetString()!);
            Assert.Equal(ids[^1], Envelope(repeated).GetProperty("id").GetString());
        }

        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Key_of_a_deleted_connection_makes_another_one()
    {
        var company = await app.NewCompanyAsync();
        var first = JsonDocument.Parse(await app.ConnectAsync(company, "relinked")).RootElement.GetProperty("id").GetString();
        using var deleted = await app.Client.DeleteAsync($"/companies/{company}/connections/{first}");
        app.KeyedRequests.Age("client-a", "relinked", TimeSpan.FromMinutes(91));

        var second = JsonDocument.Parse(await app.ConnectAsync(company, "relinked")).RootElement.GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.NotEqual(first, second);
    }

    // Its messages, and what is still under way, are not the new one's.
    [Theory]
    [InlineData("/webhooks", """{"url":"https://hooks.example.com/","eventTypes":["company.created"]}""")]
    [InlineData("/rules", """{"type":"Sync Completed","notifiers":{"webhook":"https://hooks.example.com/"}}""")]
    public async Task Key_of_a_deleted_consumer_makes_another_one(string path, string body)
    {
        var key = Guid.NewGuid().ToString("D");
        using var first = await PostAsync(path, key, body);
        var id = Envelope(first).GetProperty("id").GetString();
        using var deleted = await app.Client.DeleteAsync($"{path}/{id}");
        if (path == "/rules")
        {
            app.KeyedRequests.Age("client-a", key, TimeSpan.FromMinutes(91));
        }

        using var second = await PostAsync(path, key, body);

        Assert.True(first.IsSuccessStatusCode && deleted.IsSuccessStatusCode && second.IsSuccessStatusCode);
        Assert.NotEqual(id, Envelope(second).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Upload_is_told_from_another_by_its_bytes()
    {
        var path = app.Address($"sync/expenses/syncs/{app.Sync}/transactions/{HttpApp.CompletedTransaction}/attachments");
        using var first = await app.Client.SendAsync(Upload(path, "%PDF-1.7 one"u8.ToArray()));
        using var again = await app.Client.SendAsync(Upload(path, "%PDF-1.7 one"u8.ToArray()));
        using var other = await app.Client.SendAsync(Upload(path, "%PDF-1.7 two"u8.ToArray()));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task Key_on_a_read_says_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Address("")) { Headers = { { "Idempotency-Key", "read" } } };
        using var again = new HttpRequestMessage(HttpMethod.Get, app.Address("")) { Headers = { { "Idempotency-Key", "read" } } };
        using var first = await app.Client.SendAsync(request);
        using var second = await app.Client.SendAsync(again);

        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
    }

    // Carried out twice, a retry after a lost answer would leave its caller with a secret that is not the newest.
    [Theory]
    [InlineData("/webhooks/{0}/secret", "secret")]
    [InlineData("/companies/{1}/connectionManagement/link", "url")]
    public async Task Answer_with_a_secret_is_given_again(string path, string shown)
    {
        using var created = await PostAsync("/webhooks", Guid.NewGuid().ToString("D"), """{"url":"https://hooks.example.com/","eventTypes":["company.created"]}""");
        var consumer = Envelope(created).GetProperty("id").GetString();
        var key = Guid.NewGuid().ToString("D");

        using var first = await PostAsync(string.Format(path, consumer, app.Company), key, "");
        using var second = await PostAsync(string.Format(path, consumer, app.Company), key, "");
        using var another = await PostAsync(string.Format(path, consumer, app.Company), $"{key}-another", "");

        var secret = Envelope(first).GetProperty(shown).GetString();
        Assert.Equal(secret, Envelope(second).GetProperty(shown).GetString());
        Assert.NotEqual(secret, Envelope(another).GetProperty(shown).GetString());
        Assert.Equal(first.Headers.CacheControl?.NoStore, second.Headers.CacheControl?.NoStore);
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
    }

    // Runs keep their key for good, so the kept answer must not come first (issue: their other body is 409).
    [Fact]
    public async Task Run_keeps_its_own_key()
    {
        var path = app.Address("sync/expenses/runs");
        using var first = await PostAsync(path, "own", Sample.Run(Sample.Transaction()));
        using var other = await PostAsync(path, "own", Sample.Run(Sample.Transaction()));

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    private static JsonElement Envelope(HttpResponseMessage response)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream());
        return JsonDocument.Parse(reader.ReadToEnd()).RootElement;
    }

    private static HttpRequestMessage Upload(string path, byte[] file) => new(HttpMethod.Post, path)
    {
        Content = new MultipartFormDataContent("boundary") { { new ByteArrayContent(file), "file", "receipt.pdf" } },
        Headers = { { "Idempotency-Key", "upload" } },
    };

    private Task<HttpResponseMessage> PostCompanyAsync(string key, string body, string apiKey = HttpApp.KeyA) => PostAsync("/companies", key, body, apiKey);

    private async Task<HttpResponseMessage> PostAsync(string path, string key, string body, string apiKey = HttpApp.KeyA)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", key } },
        };
        request.Headers.Authorization = HttpApp.Basic(apiKey);
        return await app.Client.SendAsync(request);
    }
}
