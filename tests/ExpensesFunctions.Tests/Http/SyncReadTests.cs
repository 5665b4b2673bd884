using System.Net;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Reading syncs, their transactions and runs.</summary>
public sealed class SyncReadTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Theory]
    [InlineData("latest")]
    [InlineData("")]
    public async Task Sync_status_has_the_contracts_fields(string which)
    {
        var status = await app.GetAsync(app.Address($"sync/expenses/syncs/{(which.Length > 0 ? which : app.Sync)}/status"));

        Assert.Equal(
            ["companyId", "syncId", "syncStatusCode", "syncStatus", "errorMessage", "syncExceptionMessage", "syncUtc", "dataPushed"],
            status.EnumerateObject().Select(property => property.Name));
        Assert.Equal(5130, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal("PushError", status.GetProperty("syncStatus").GetString());
        Assert.Equal("1970-01-01T00:00:00.0000000Z", status.GetProperty("syncUtc").GetString());
    }

    [Fact]
    public async Task Sync_list_is_a_plain_array()
    {
        var list = await app.GetAsync(app.Address("sync/expenses/syncs/list/status"));

        Assert.Equal(app.Sync, Assert.Single(list.EnumerateArray()).GetProperty("syncId").GetString());
    }

    [Fact]
    public async Task Last_successful_sync_is_not_found_when_none_was()
    {
        using var response = await app.Client.GetAsync(app.Address("sync/expenses/syncs/lastSuccessful/status"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("sync/expenses/syncs")]
    [InlineData("syncs")]
    public async Task Transactions_are_paged_with_links_to_the_address_they_were_asked_at(string form)
    {
        var address = app.Address($"{form}/{app.Sync}/transactions");

        var page = await app.GetAsync($"{address}?page=2&pageSize=1");

        Assert.Equal(HttpApp.FailedTransaction, Assert.Single(page.GetProperty("results").EnumerateArray()).GetProperty("transactionId").GetString());
        Assert.Equal(2, page.GetProperty("totalResults").GetInt32());
        Assert.Equal(
            $$$"""{"self":{"href":"{{{address}}}"},"current":{"href":"{{{address}}}?page=2&pageSize=1"},"previous":{"href":"{{{address}}}?page=1&pageSize=1"}}""",
            page.GetProperty("_links").GetRawText());
    }

    [Fact]
    public async Task First_page_links_to_the_next()
    {
        var page = await app.GetAsync(app.Address($"sync/expenses/syncs/{app.Sync}/transactions?pageSize=1"));

        Assert.EndsWith("?page=2&pageSize=1", page.GetProperty("_links").GetProperty("next").GetProperty("href").GetString(), StringComparison.Ordinal);
        Assert.False(page.GetProperty("_links").TryGetProperty("previous", out _));
    }

    [Theory]
    [InlineData("?pageSize=5000", 2)]
    [InlineData("?page=2147483647&pageSize=5000", 0)]
    public async Task Page_at_the_limits_is_answered(string query, int results)
    {
        var page = await app.GetAsync(app.Address($"sync/expenses/syncs/{app.Sync}/transactions{query}"));

        Assert.Equal(results, page.GetProperty("results").GetArrayLength());
        Assert.False(page.GetProperty("_links").TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData(null, "expense")]
    [InlineData("curl/8.5", "expense")]
    [InlineData("speakeasy-sdk/typescript 3.1.0 2.146.1 prealpha @codat/sync-for-expenses", "expenses")]
    public async Task Integration_type_is_spelt_for_its_reader(string? userAgent, string spelling)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, app.Address($"sync/expenses/syncs/{app.Sync}/transactions/{HttpApp.CompletedTransaction}"));
        if (userAgent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        using var response = await app.Client.SendAsync(request);

        var entry = Assert.Single(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.EnumerateArray());
        Assert.Equal(spelling, entry.GetProperty("integrationType").GetString());
        Assert.Equal("Completed", entry.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Run_is_shown_with_its_progress_and_no_nulls()
    {
        var run = await app.GetAsync(app.Address($"sync/expenses/runs/{app.Run}"));

        Assert.Equal("Pending", run.GetProperty("status").GetString());
        Assert.Equal("""{"expenses":1,"datasets":0,"pushed":0,"failed":0,"receipts":0,"receiptsAttached":0,"uploaded":0,"synced":0}""", run.GetProperty("progress").GetRawText());
        Assert.False(run.TryGetProperty("syncId", out _));
    }

    [Fact]
    public async Task Expense_of_a_run_without_a_result_is_pending()
    {
        var page = await app.GetAsync(app.Address($"sync/expenses/runs/{app.Run}/expenses"));

        Assert.Equal("Pending", Assert.Single(page.GetProperty("results").EnumerateArray()).GetProperty("result").GetString());
        Assert.Equal(1, page.GetProperty("totalResults").GetInt32());
    }

    [Fact]
    public async Task Run_sent_again_is_the_same_run_and_another_body_is_a_conflict()
    {
        var body = Sample.Run(Sample.Transaction());

        using var first = await RunAsync("twice", body);
        using var again = await RunAsync("twice", body);
        using var other = await RunAsync("twice", body + " ");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal("1", first.Headers.RetryAfter?.ToString());
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(first.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task Receipt_stored_again_is_the_same_receipt()
    {
        using var again = await app.Client.PutAsync(
            app.Address($"sync/expenses/receipts/{HttpApp.Receipt}?fileName=r.pdf"), new ByteArrayContent("%PDF-1.7"u8.ToArray()));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(
            await again.Content.ReadAsStringAsync(),
            await app.Client.GetStringAsync(app.Address($"sync/expenses/receipts/{HttpApp.Receipt}")));
    }

    private async Task<HttpResponseMessage> RunAsync(string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Address("sync/expenses/runs"))
        {
            Content = new StringContent(body, null, "application/json"),
            Headers = { { "Idempotency-Key", key } },
        };
        return await app.Client.SendAsync(request);
    }
}
