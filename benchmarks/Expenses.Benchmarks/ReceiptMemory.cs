using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;

namespace Expenses.Benchmarks;

/// <summary>
/// Peak memory of the LocalHost process while one large receipt streams in and is attached, over what it uses when idle
/// (goal: at most 40 MB for 50 MB). Read from the operating system's own accounting, so Linux only.
/// </summary>
internal static class ReceiptMemory
{
    private const int Megabyte = 1024 * 1024;

    public static async Task<int> RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine("receipt MB   idle MB   peak MB   over idle MB");
        foreach (var size in sizes)
        {
            await using var service = await RunningService.StartAsync();
            var (idle, peak) = await MeasureAsync(service, size);
            Console.WriteLine($"{size,10} {idle / (double)Megabyte,9:0.0} {peak / (double)Megabyte,9:0.0} {(peak - idle) / (double)Megabyte,14:0.0}");
        }

        return 0;
    }

    private static async Task<(long Idle, long Peak)> MeasureAsync(RunningService service, int megabytes)
    {
        using var http = service.CreateClient();
        http.Timeout = TimeSpan.FromMinutes(5);
        var company = await CreateCompanyAsync(http);

        // Once with a small file, so that what is loaded once is not taken for the large one's cost.
        await PushWithReceiptAsync(http, company, Megabyte / 4);
        var idle = Status(service.Host.Id, "VmRSS");
        await File.WriteAllTextAsync($"/proc/{service.Host.Id}/clear_refs", "5");
        await PushWithReceiptAsync(http, company, (long)megabytes * Megabyte);
        return (idle, Status(service.Host.Id, "VmHWM"));
    }

    private static async Task<string> CreateCompanyAsync(HttpClient http)
    {
        var company = (await PostAsync(http, "companies", new { name = "Memory" })).GetProperty("id").GetString()!;
        await PostAsync(http, $"companies/{company}/connections", new { platformKey = "mqjo" });
        await PostAsync(http, $"companies/{company}/sync/expenses/connections/partnerExpense", new { });
        await PostAsync(
            http,
            $"companies/{company}/sync/expenses/config",
            new { bankAccount = new { id = "091" }, supplier = new { id = "card-merchants" }, customer = new { id = "card-refunds" } });
        return company;
    }

    private static async Task PushWithReceiptAsync(HttpClient http, string company, long bytes)
    {
        var receipt = Guid.NewGuid().ToString();
        using var content = new StreamContent(new GeneratedPdf(bytes));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var put = await http.PutAsync($"companies/{company}/sync/expenses/receipts/{receipt}?fileName=large.pdf", content);
        put.EnsureSuccessStatusCode();
        using var post = new HttpRequestMessage(HttpMethod.Post, $"companies/{company}/sync/expenses/runs")
        {
            Content = JsonContent.Create(new { expenses = new[] { Expense(receipt) } }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } },
        };
        using var accepted = await http.SendAsync(post);
        accepted.EnsureSuccessStatusCode();
        var run = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runId").GetString();
        var ended = await Eventually.GetAsync(
            () => http.GetFromJsonAsync<JsonElement>($"companies/{company}/sync/expenses/runs/{run}"),
            status => status.GetProperty("status").GetString() is "Completed" or "Failed",
            TimeSpan.FromMinutes(2));
        if (ended.GetProperty("progress").GetProperty("receiptsAttached").GetInt32() != 1)
        {
            throw new InvalidOperationException($"The receipt was not attached: {ended}");
        }
    }

    private static object Expense(string receipt) => new
    {
        id = Guid.NewGuid().ToString(),
        type = "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = "Benchmark",
        lines = new[] { new { netAmount = 10m, taxAmount = 0m, accountRef = new { id = "429" } } },
        receiptIds = new[] { receipt },
    };

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static long Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}
