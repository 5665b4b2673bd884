using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;

namespace Expenses.Telemetry.Tests;

/// <summary>A company at a running service, and its work over the API.</summary>
internal sealed class Company(HttpClient http, string id)
{
    public string Id => id;

    public static async Task<Company> CreateAsync(HttpClient http)
    {
        var id = (await PostAsync(http, "companies", new { name = "Observed Ltd" })).Body.GetProperty("id").GetString()!;
        await PostAsync(http, $"companies/{id}/connections", new { platformKey = "mqjo" });
        await PostAsync(http, $"companies/{id}/sync/expenses/connections/partnerExpense", new { });
        await PostAsync(
            http,
            $"companies/{id}/sync/expenses/config",
            new { bankAccount = new { id = "091" }, supplier = new { id = "card-merchants" }, customer = new { id = "card-refunds" } });
        return new Company(http, id);
    }

    /// <summary>Uploads a receipt of a kind that platforms take.</summary>
    public async Task UploadAsync(string receipt)
    {
        var file = Directory.GetFiles(RepositoryRoot.File("samples", "month", "receipts")).Order(StringComparer.Ordinal).First();
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        using var answer = await http.PutAsync(
            $"companies/{id}/sync/expenses/receipts/{receipt}?fileName={Uri.EscapeDataString(Path.GetFileName(file))}", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Starts a run; the first expenses have a receipt each.</summary>
    /// <returns>The run, and the correlation id of the answer.</returns>
    public async Task<(string Run, string Correlation)> StartRunAsync(int expenses, int withReceipt, string? traceParent = null)
    {
        var prefix = Guid.NewGuid().ToString("N");
        for (var number = 0; number < withReceipt; number++)
        {
            await UploadAsync($"{prefix}-{number}");
        }

        var body = new { expenses = Enumerable.Range(0, expenses).Select(n => Expense(n < withReceipt ? $"{prefix}-{n}" : null)).ToList() };
        var (answer, correlation) = await PostAsync(http, $"companies/{id}/sync/expenses/runs", body, $"run-{prefix}", traceParent);
        return (answer.GetProperty("runId").GetString()!, correlation);
    }

    /// <summary>Asks for the sync of a dataset with one transaction.</summary>
    /// <returns>The sync, and the correlation id of the answer.</returns>
    public async Task<(string Sync, string Correlation)> SyncAsync(string account = "429")
    {
        var dataset = (await PostAsync(http, $"companies/{id}/sync/expenses/data/expense-transactions", new { items = new[] { Transaction(account) } }))
            .Body.GetProperty("datasetId").GetString();
        var (answer, correlation) = await PostAsync(http, $"companies/{id}/sync/expenses/syncs", new { datasetIds = new[] { dataset } });
        return (answer.GetProperty("syncId").GetString()!, correlation);
    }

    public async Task<JsonElement> EndOfRunAsync(string run) => await Eventually.GetAsync(
        () => http.GetFromJsonAsync<JsonElement>($"companies/{id}/sync/expenses/runs/{run}"),
        body => body.GetProperty("status").GetString() is "Completed" or "Failed",
        TimeSpan.FromMinutes(5));

    public async Task<JsonElement> EndOfSyncAsync(string sync) => await Eventually.GetAsync(
        () => http.GetFromJsonAsync<JsonElement>($"companies/{id}/sync/expenses/syncs/{sync}/status"),
        body => body.GetProperty("syncStatusCode").GetInt32() >= 2000,
        TimeSpan.FromMinutes(5));

    public static async Task<(JsonElement Body, string Correlation)> PostAsync(
        HttpClient http, string path, object body, string? idempotencyKey = null, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return (JsonSerializer.Deserialize<JsonElement>(text), answer.Headers.GetValues("X-Correlation-Id").Single());
    }

    private static object Expense(string? receipt) => new
    {
        id = Guid.NewGuid().ToString(),
        type = "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = "Observed Cafe",
        lines = Lines("429"),
        receiptIds = receipt is null ? Array.Empty<string>() : [receipt],
    };

    private static object Transaction(string account) => new
    {
        id = Guid.NewGuid().ToString(),
        type = "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = "Observed Cafe",
        lines = Lines(account),
    };

    private static object[] Lines(string account) => [new { netAmount = 12.50m, taxAmount = 0m, accountRef = new { id = account } }];
}
