using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.LocalHost;
using Expenses.LocalHost.Replay;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using ExpensesFunctions.Tests.Answers;
using ExpensesFunctions.Tests.Histories;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>The whole app in this process: LocalHost, its durable engine, real storage; the platform's calls are watched.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    /// <summary>How long to wait for what must come: a passing test never does.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private const string ApiKey = "lane-test-key";

    private readonly LocalFunctionsHost _host;
    private readonly string _data;
    private readonly AnswerRecorder _answers;

    private RunningApp(LocalFunctionsHost host, string data, PlatformWatch watch, AnswerRecorder answers, string client)
    {
        Client = client;
        _answers = answers;
        _host = host;
        _data = data;
        Watch = watch;
        Http = new HttpClient
        {
            BaseAddress = host.BaseAddress,
            Timeout = Deadline,
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey))),
            },
        };
    }

    /// <summary>The client whose key its requests come with.</summary>
    public string Client { get; }

    public HttpClient Http { get; }

    public PlatformWatch Watch { get; }

    public IServiceProvider Services => _host.Services;

    public DurableTaskClient Durable => _host.DurableTaskClient;

    /// <summary>The files of the durable engine, byte by byte.</summary>
    public IReadOnlyDictionary<string, byte[]> DurableFiles() => Directory.GetFiles(_data).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(file => file, file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    });

    /// <summary>The key its requests come with.</summary>
    public static string Key => ApiKey;

    /// <summary>The history of an orchestration up to its last committed step.</summary>
    public StoredHistory ExportHistory(string instanceId) => _host.ExportHistory(instanceId);

    /// <summary>
    /// A client of one test alone, which each app has unless its test names one: its webhook consumers hear nothing that an earlier
    /// test left behind in the storage, and its rounds meet only its own companies.
    /// </summary>
    public static string NewClient() => $"lanes-{Guid.NewGuid():N}";

    public static async Task<RunningApp> StartAsync(
        AzuriteServer azurite,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? time = null,
        Action<IServiceCollection>? replace = null,
        RecordingChanges? recording = null,
        string? client = null,
        Action<ILoggingBuilder>? logging = null)
    {
        client ??= NewClient();
        var data = Directory.CreateTempSubdirectory("expenses-app-").FullName;
        var watch = new PlatformWatch();
        var answers = new AnswerRecorder();
        var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            Assemblies = [typeof(ExpensesFunctionsApplication).Assembly],
            Configure = (worker, configuration) =>
            {
                worker.UseMiddleware<AnswerRecorder>();
                worker.Services.AddSingleton(answers);
                worker.AddExpensesFunctions(configuration);
                Watch(worker.Services, watch);
                replace?.Invoke(worker.Services);
                recording?.Configure(worker);
            },
            HostJsonPath = recording?.HostJsonPath ?? RepositoryRoot.File("host.json"),
            OnGenerationEnded = recording?.OnGenerationEnded,
            DatabasePath = Path.Combine(data, "durable.db"),
            Settings = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,

                // Rounds over all companies begin when a test says so, whatever the hour.
                ["Reconciliation:Daily"] = "false",
                ["ConfigurationCheck:Daily"] = "false",
                [$"ApiKeys:Clients:{client}"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey))),
            },
            Urls = "http://127.0.0.1:0",
            TimeProvider = time ?? TimeProvider.System,
            ConfigureLogging = logging ?? (quiet => quiet.SetMinimumLevel(LogLevel.Warning)),
        });
        await host.StartAsync();
        return new RunningApp(host, data, watch, answers, client);

        static void Watch(IServiceCollection services, PlatformWatch watch)
        {
            var real = services.Single(s => s.ServiceType == typeof(IAccountingConnector));
            services.Remove(real);
            services.AddSingleton<IAccountingConnector>(
                provider => new WatchedConnector((IAccountingConnector)real.ImplementationFactory!(provider), watch));
            var reader = services.Single(s => s.ServiceType == typeof(ILedgerReader));
            services.Remove(reader);
            services.AddSingleton<ILedgerReader>(provider =>
                new NarrowReader((ILedgerReader)ActivatorUtilities.CreateInstance(provider, reader.ImplementationType!)));
        }
    }

    /// <summary>A company with both connections and its configuration.</summary>
    /// <returns>The company's id.</returns>
    public async Task<string> CreateCompanyAsync(string name)
    {
        var company = (await PostAsync("companies", new { name })).GetProperty("id").GetString()!;
        Watch.Follow(company);
        await PostAsync($"companies/{company}/connections", new { platformKey = "mqjo" });
        await PostAsync($"companies/{company}/sync/expenses/connections/partnerExpense", new { });
        await ConfigureAsync(company);
        return company;
    }

    /// <summary>Sets a company's configuration.</summary>
    public Task<JsonElement> ConfigureAsync(string company) => PostAsync(
        $"companies/{company}/sync/expenses/config",
        new { bankAccount = new { id = "091" }, supplier = new { id = "card-merchants" }, customer = new { id = "card-refunds" } });

    /// <summary>Stores a dataset and asks for its sync.</summary>
    /// <returns>The sync's id.</returns>
    public async Task<string> SyncAsync(string company, params IEnumerable<object> transactions)
    {
        var dataset = await PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items = transactions });
        var sync = await PostAsync(
            $"companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { dataset.GetProperty("datasetId").GetString() } });
        return sync.GetProperty("syncId").GetString()!;
    }

    public async Task<JsonElement> EndOfSyncAsync(string company, string sync) => await Eventually.GetAsync(
        () => GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/status"),
        status => status.GetProperty("syncStatusCode").GetInt32() >= 2000,
        Deadline);

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<JsonElement> PutAsync(string path, object body, int status = 200)
    {
        using var response = await Http.PutAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"PUT {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>What the company's ledger holds.</summary>
    public async Task<IReadOnlyList<JsonElement>> JournalsAsync(string company)
    {
        var ledger = await LedgerAddressAsync(company);
        return [.. (await GetAsync($"{ledger}/journals?pageSize=1000")).GetProperty("results").EnumerateArray()];
    }

    /// <summary>An account's debits less its credits, in base currency.</summary>
    public async Task<decimal> BalanceAsync(string company, string account)
    {
        var balance = await GetAsync($"{await LedgerAddressAsync(company)}/trialBalance");
        Assert.True(balance.GetProperty("balanced").GetBoolean());
        return balance.GetProperty("accounts").EnumerateArray()
            .Where(one => one.GetProperty("accountId").GetString() == account)
            .Sum(one => one.GetProperty("debit").GetDecimal() - one.GetProperty("credit").GetDecimal());
    }

    private async Task<string> LedgerAddressAsync(string company)
    {
        var connections = await GetAsync($"companies/{company}/connections");
        var accounting = connections.GetProperty("results").EnumerateArray().Single(c => c.GetProperty("sourceType").GetString() == "Accounting");
        return $"companies/{company}/connections/{accounting.GetProperty("id").GetString()}/sandbox";
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path)!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Watch.Release();
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        _answers.AssertNoProblems();
    }

    /// <summary>An expense that lands; the tests change the field that matters.</summary>
    public static object Expense(
        decimal amount = 12.50m, string account = "429", string type = "Payment", string? id = null, string merchant = "Lane Cafe") => new
    {
        id = id ?? Guid.NewGuid().ToString(),
        type,
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = merchant,
        lines = new[] { new { netAmount = amount, taxAmount = 0m, accountRef = new { id = account } } },
    };
}
