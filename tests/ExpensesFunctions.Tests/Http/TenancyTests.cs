using System.Net;
using System.Text.RegularExpressions;

namespace ExpensesFunctions.Tests.Http;

/// <summary>What belongs to client A does not exist for client B: not even the bytes of the answer tell (design section 6).</summary>
public sealed partial class TenancyTests(HttpApp app) : IClassFixture<HttpApp>
{
    private const string Nobody = "0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11";

    [Theory]
    [InlineData("GET", "/companies/{0}")]
    [InlineData("PUT", "/companies/{0}")]
    [InlineData("PATCH", "/companies/{0}")]
    [InlineData("DELETE", "/companies/{0}")]
    [InlineData("POST", "/companies/{0}/data/all")]
    [InlineData("POST", "/companies/{0}/data/queue/suppliers")]
    [InlineData("GET", "/companies/{0}/dataStatus")]
    [InlineData("GET", "/companies/{0}/data/history")]
    [InlineData("GET", "/companies/{0}/data/info")]
    [InlineData("GET", "/companies/{0}/data/suppliers")]
    [InlineData("GET", "/companies/{0}/data/suppliers/supplier")]
    [InlineData("GET", "/companies/{0}/data/customers")]
    [InlineData("GET", "/companies/{0}/push")]
    [InlineData("POST", "/companies/{0}/connections/5e8d7a3a-8881-423c-a2cc-55e4cd82e222/push/suppliers")]
    [InlineData("GET", "/companies/{0}/connections/5e8d7a3a-8881-423c-a2cc-55e4cd82e222/options/bankAccounts")]
    [InlineData("GET", "/companies/{0}/connections")]
    [InlineData("POST", "/companies/{0}/connections")]
    [InlineData("POST", "/companies/{0}/sync/expenses/connections/partnerExpense")]
    [InlineData("POST", "/companies/{0}/connectionManagement/link")]
    [InlineData("GET", "/companies/{0}/sync/expenses/config")]
    [InlineData("POST", "/companies/{0}/sync/expenses/config")]
    [InlineData("GET", "/companies/{0}/sync/expenses/mappingOptions")]
    [InlineData("POST", "/companies/{0}/sync/expenses/data/expense-transactions")]
    [InlineData("POST", "/companies/{0}/sync/expenses/expense-transactions")]
    [InlineData("POST", "/companies/{0}/sync/expenses/syncs")]
    [InlineData("GET", "/companies/{0}/sync/expenses/syncs/latest/status")]
    [InlineData("GET", "/companies/{0}/sync/expenses/syncs/list/status")]
    [InlineData("GET", "/companies/{0}/sync/expenses/syncs/{1}/status")]
    [InlineData("GET", "/companies/{0}/sync/expenses/syncs/{1}/transactions")]
    [InlineData("GET", "/companies/{0}/syncs/{1}/transactions")]
    [InlineData("PUT", "/companies/{0}/sync/expenses/receipts/receipt-1?fileName=r.pdf")]
    [InlineData("GET", "/companies/{0}/sync/expenses/receipts/receipt-1")]
    [InlineData("GET", "/companies/{0}/sync/expenses/reconciliation")]
    [InlineData("POST", "/companies/{0}/sync/expenses/reconciliation")]
    [InlineData("PUT", "/companies/{0}/sync/expenses/reconciliation/differences/5e8d7a3a-8881-423c-a2cc-55e4cd82e222/acknowledgement")]
    [InlineData("DELETE", "/companies/{0}/sync/expenses/reconciliation/differences/5e8d7a3a-8881-423c-a2cc-55e4cd82e222/acknowledgement")]
    [InlineData("POST", "/companies/{0}/sync/expenses/runs")]
    [InlineData("GET", "/companies/{0}/sync/expenses/runs/{2}")]
    public async Task Another_clients_company_answers_as_one_that_does_not_exist(string method, string path)
    {
        var writesBefore = app.Log.Writes;

        var foreign = await SendAsync(method, string.Format(path, app.Company, app.Sync, app.Run));
        var missing = await SendAsync(method, string.Format(path, Nobody, app.Sync, app.Run));

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(missing.Status, foreign.Status);
        Assert.Equal(missing.Body, foreign.Body.Replace(app.Company, Nobody, StringComparison.Ordinal));
        Assert.Equal(missing.Headers, foreign.Headers);
        Assert.Equal(writesBefore, app.Log.Writes);
    }

    [Fact]
    public async Task Another_companys_sync_answers_as_one_that_does_not_exist()
    {
        var other = await app.NewCompanyAsync();

        using var response = await app.Client.GetAsync($"/companies/{other}/sync/expenses/syncs/{app.Sync}/status");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_same_idempotency_key_of_two_clients_makes_two_companies()
    {
        var first = await CreateAsync(HttpApp.KeyA);
        var again = await CreateAsync(HttpApp.KeyA);
        var second = await CreateAsync(HttpApp.KeyB);

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
    }

    [GeneratedRegex("\"correlationId\":\"[0-9a-f]{32}\"", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Correlation { get; }

    private async Task<string> CreateAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/companies")
        {
            Content = new StringContent("""{"name":"Twins"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = HttpApp.Basic(key);
        request.Headers.Add("Idempotency-Key", "twins");
        using var response = await app.Client.SendAsync(request);
        using var body = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }

    private async Task<Seen> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = HttpApp.Basic(HttpApp.KeyB);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("D"));
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await app.Client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("X-Correlation-Id" or "Date"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Seen(response.StatusCode, Correlation.Replace(await response.Content.ReadAsStringAsync(), ""), string.Join('\n', headers));
    }

    private sealed record Seen(HttpStatusCode Status, string Body, string Headers);
}
