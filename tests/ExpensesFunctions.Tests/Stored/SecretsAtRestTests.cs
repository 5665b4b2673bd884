using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Web;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Tests.Stored;

/// <summary>
/// After a whole run with everything that has a secret, no table, blob, queue, history or line of the log at any level holds
/// one in the clear.
/// </summary>
public sealed class SecretsAtRestTests : IAsyncLifetime
{
    private const string Authorization = "Bearer of-the-consumer-4b1f";
    private const string RuleAuthorization = "Bearer of-the-rule-9d2c";

    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly LogCopy _log = new();

    private AzuriteServer _azurite = null!;
    private WebhookReceiver _receiver = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        _receiver = WebhookReceiver.Start(received => new WebhookReply(received.Path == "/refuses" ? 500 : 204));
        _app = await RunningApp.StartAsync(
            _azurite,
            new Dictionary<string, string?>
            {
                ["Webhooks:AllowLoopback"] = "true",
                ["Webhooks:Schedule:0"] = "00:00:00",
                ["Webhooks:Schedule:1"] = "00:00:00.100",
                ["Sandbox:LinkAtOnce"] = "false",
            },
            logging: logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log.Provider()));
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task WholeRun_LeavesNoSecretReadable()
    {
        await SubscribeAsync();
        var company = await LinkAsync();
        var sync = await _app.SyncAsync(company, RunningApp.Expense());
        Assert.Equal(2000, (await _app.EndOfSyncAsync(company, sync)).GetProperty("syncStatusCode").GetInt32());
        await Eventually.TrueAsync(() => ((string[])["/refuses", "/refuses", "/refuses", "/refuses", "/takes", "/takes", "/rule"]).CountBy(path => path)
            .All(wanted => _receiver.Received.Count(received => received.Path == wanted.Key) >= wanted.Value));
        Assert.Equal(Authorization, _receiver.Received.First(received => received.Path == "/takes").Headers["Authorization"]);

        var stored = await new StoredAccount(_azurite).ReadAsync();
        Assert.Equal(10, _secrets.Count);
        Assert.Empty(Found(stored.Where(one => !one.Key.StartsWith("blob data-protection-keys", StringComparison.Ordinal))));
        Assert.Empty(Found(_app.DurableFiles()));
        Assert.Empty(Found(_log.Entries.Select((entry, number) => KeyValuePair.Create($"log {number}: {entry}", Encoding.UTF8.GetBytes(entry)))));

        // The search finds what is there: a company's name stands in table, history or log as it is.
        _secrets["the name"] = "Keeps secrets";
        Assert.NotEmpty(Found(stored));
        Assert.NotEmpty(_log.Entries);
    }

    // Consumers with a secret and a header of their own, one of which refuses; a rule; a key. All with idempotency keys, whose answers are kept.
    private async Task SubscribeAsync()
    {
        var events = new[] { "company.created", "expenses.sync.successful" };
        var takes = await PostAsync("webhooks", new { url = $"{_receiver.BaseAddress}takes", eventTypes = events, authorization = Authorization });
        var refuses = await PostAsync("webhooks", new { url = $"{_receiver.BaseAddress}refuses", eventTypes = events, authorization = Authorization });
        var renewed = await PostAsync($"webhooks/{takes.GetProperty("id").GetString()}/secret", new { });
        await PostAsync("rules", new
        {
            type = "Sync Completed", notifiers = new { emails = Array.Empty<string>(), webhook = $"{_receiver.BaseAddress}rule" }, authorization = RuleAuthorization,
        });
        var key = await PostAsync("apiKeys", new { name = "Another" });
        _secrets["first signing secret"] = takes.GetProperty("secret").GetString()!;
        _secrets["signing secret of the one that refuses"] = refuses.GetProperty("secret").GetString()!;
        _secrets["renewed signing secret"] = renewed.GetProperty("secret").GetString()!;
        _secrets["authorization"] = Authorization;
        _secrets["authorization of the rule"] = RuleAuthorization;
        _secrets["API key made here"] = key.EnumerateObject().Select(property => property.Value.ToString()).MaxBy(value => value.Length)!;
        _secrets["API key"] = RunningApp.Key;
    }

    // Linked on the page, with the one-time password of the link.
    private async Task<string> LinkAsync()
    {
        var company = (await PostAsync("companies", new { name = "Keeps secrets" })).GetProperty("id").GetString()!;
        var connection = await PostAsync($"companies/{company}/connections", new { platformKey = "mqjo" });
        var link = new Uri(connection.GetProperty("linkUrl").GetString()!);
        _secrets["link password"] = HttpUtility.ParseQueryString(link.Query)["otp"]!;
        _secrets["link secret"] = await LinkSecretAsync(company);
        using var page = await _app.Http.GetAsync(link);
        using var connected = await _app.Http.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("decision", "connect")]));
        Assert.True(page.IsSuccessStatusCode && connected.IsSuccessStatusCode);
        var managing = await PostAsync($"companies/{company}/connectionManagement/link", new { });
        _secrets["management pass"] = HttpUtility.ParseQueryString(new Uri(managing.GetProperty("url").GetString()!).Query)["access"]!;
        using var opened = await _app.Http.GetAsync(managing.GetProperty("url").GetString());
        Assert.True(opened.IsSuccessStatusCode);
        await PostAsync($"companies/{company}/sync/expenses/connections/partnerExpense", new { });
        await PostAsync(
            $"companies/{company}/sync/expenses/config",
            new { bankAccount = new { id = "091" }, supplier = new { id = "card-merchants" }, customer = new { id = "card-refunds" } });
        return company;
    }

    private async Task<string> LinkSecretAsync(string company)
    {
        var connections = await _app.Services.GetRequiredService<ICompanyStore>().ListConnectionsAsync(new CompanyKey(new ClientId(_app.Client), new CompanyId(company)));
        var secret = Assert.Single(connections).LinkSecret;
        Assert.NotEmpty(secret);
        return secret;
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", Guid.NewGuid().ToString("N") } },
        };
        using var response = await _app.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private List<string> Found(IEnumerable<KeyValuePair<string, byte[]>> places) =>
    [
        .. from place in places
           from secret in _secrets
           where Spellings(secret.Value).Any(spelling => place.Value.AsSpan().IndexOf(spelling) >= 0)
           select $"{secret.Key} in {place.Key[..Math.Min(place.Key.Length, 400)]}",
    ];

    private static IEnumerable<byte[]> Spellings(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        return [plain, Encoding.Unicode.GetBytes(secret), Encoding.UTF8.GetBytes(Convert.ToBase64String(plain)), Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret))];
    }
}
