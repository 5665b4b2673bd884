using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;

namespace Expenses.EndToEnd.Tests;

/// <summary>A remote account with one company, and an expense side that runs through it; both LocalHosts of their own.</summary>
internal sealed class RemoteLane : IAsyncDisposable
{
    public const int Transactions = 120;
    public const int Receipts = 20;

    private readonly List<string> _receiptHashes = [];
    private int _runs;

    private RemoteLane(RunningService account, RunningService expenses, string company, string connection)
    {
        Account = account;
        Expenses = expenses;
        Company = company;
        Connection = connection;
    }

    public RunningService Account { get; }

    public RunningService Expenses { get; }

    public string Company { get; }

    public string Connection { get; }

    public IReadOnlyList<string> ReceiptHashes => _receiptHashes;

    public static async Task<RemoteLane> StartAsync(IReadOnlyDictionary<string, string> accountSettings, string checkInterval, bool withWebhook)
    {
        var account = await RunningService.StartAsync(new Dictionary<string, string>(accountSettings)
        {
            ["Webhooks__AllowLoopback"] = "true",
            // A request that a kill cut off keeps its key for so long; the default of five minutes is longer than this test.
            ["Idempotency__Unanswered"] = "00:00:10",
        });
        try
        {
            using var http = account.CreateClient();
            var (company, connection) = await CreateCompanyAsync(http);
            var address = RunningService.NextBaseAddress();
            var settings = new Dictionary<string, string>
            {
                ["SyncEngine__Mode"] = "Codat",
                ["SyncEngine__Codat__BaseUrl"] = account.BaseAddress.ToString(),
                ["SyncEngine__Codat__ApiKey"] = RunningService.ApiKey,
                ["SyncEngine__Codat__Client"] = "end-to-end",
                ["SyncEngine__Codat__CheckInterval"] = checkInterval,
            };
            if (withWebhook)
            {
                settings["SyncEngine__Codat__WebhookSecret"] = await SubscribeAsync(http, new Uri(address, "callbacks/codat"));
            }

            return new RemoteLane(account, await RunningService.StartAsync(settings, address), company, connection);
        }
        catch
        {
            await account.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more run, of expenses and receipts that no earlier one had.</summary>
    public async Task<string> StartRunAsync()
    {
        var batch = _runs++;
        using var http = Expenses.CreateClient();
        var files = Directory.GetFiles(RepositoryRoot.File("samples", "month", "receipts")).Order(StringComparer.Ordinal).ToList();
        for (var number = 0; number < Receipts; number++)
        {
            var file = files[number % files.Count];
            var bytes = await File.ReadAllBytesAsync(file);
            using var content = new ByteArrayContent(bytes);
            using var answer = await http.PutAsync(
                $"companies/{Company}/sync/expenses/receipts/{ReceiptId(batch, number)}?fileName={Uri.EscapeDataString(Path.GetFileName(file))}", content);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            _receiptHashes.Add(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"companies/{Company}/sync/expenses/runs")
        {
            Content = JsonContent.Create(new { expenses = Enumerable.Range(0, Transactions).Select(number => Expense(batch, number)) }),
            Headers = { { "Idempotency-Key", $"the-remote-run-{batch}" } },
        };
        using var accepted = await http.SendAsync(request);
        var text = await accepted.Content.ReadAsStringAsync();
        Assert.True(accepted.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("runId").GetString()!;
    }

    public async Task<JsonElement> RunAsync(string run)
    {
        using var http = Expenses.CreateClient();
        return await http.GetFromJsonAsync<JsonElement>($"companies/{Company}/sync/expenses/runs/{run}");
    }

    public async Task<bool> HasEndedAsync(string run) =>
        (await RunAsync(run)).GetProperty("status").GetString() is "Completed" or "Failed";

    /// <summary>Waits until the run ends, for at most the given time.</summary>
    /// <returns>Whether it ended.</returns>
    public async Task<bool> EndedWithinAsync(string run, TimeSpan time)
    {
        try
        {
            await Eventually.TrueAsync(() => HasEndedAsync(run), time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Expenses.DisposeAsync();
        await Account.DisposeAsync();
    }

    // Every sixth expense has a receipt; one file may be there for several of them.
    private static object Expense(int batch, int number) => new
    {
        id = new Guid(BytesOf((batch * Transactions) + number)).ToString(),
        type = number % 40 == 7 ? "Refund" : "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = $"Merchant {number % 9}",
        lines = new[] { new { netAmount = 10.01m + number, taxAmount = 0m, accountRef = new { id = "429" } } },
        receiptIds = number % 6 == 0 ? [ReceiptId(batch, number / 6)] : Array.Empty<string>(),
    };

    private static string ReceiptId(int batch, int number) => $"r{batch}-{number}";

    private static byte[] BytesOf(int number) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)))[..16];

    private static async Task<(string Company, string Connection)> CreateCompanyAsync(HttpClient http)
    {
        var company = (await PostAsync(http, "companies", new { name = "Remote Ltd" })).GetProperty("id").GetString()!;
        var connection = (await PostAsync(http, $"companies/{company}/connections", new { platformKey = "mqjo" })).GetProperty("id").GetString()!;
        await PostAsync(http, $"companies/{company}/sync/expenses/connections/partnerExpense", new { });
        await PostAsync(
            http,
            $"companies/{company}/sync/expenses/config",
            new { bankAccount = new { id = "091" }, supplier = new { id = "card-merchants" }, customer = new { id = "card-refunds" } });
        return (company, connection);
    }

    private static async Task<string> SubscribeAsync(HttpClient http, Uri callback)
    {
        var eventTypes = new[] { "expenses.sync.successful", "expenses.sync.unsuccessful" };
        return (await PostAsync(http, "webhooks", new { url = callback.ToString(), eventTypes })).GetProperty("secret").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
