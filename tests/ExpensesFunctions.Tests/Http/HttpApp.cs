using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Expenses.Core.Access;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Mapping;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Reconciling;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Core.Webhooks;
using Expenses.LocalHost;
using Expenses.Testing;
using ExpensesFunctions.Data;
using ExpensesFunctions.Http;
using ExpensesFunctions.Reconciling;
using ExpensesFunctions.Runs;
using ExpensesFunctions.Tests.Answers;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExpensesFunctions.Tests.Http;

/// <summary>
/// The HTTP functions behind a real LocalHost, on ports that keep everything in memory. One company of client A is set
/// up with both connections, a receipt, a finished sync and a run.
/// </summary>
public class HttpApp : IAsyncLifetime
{
    public const string KeyA = "key-of-client-a";
    public const string KeyB = "key-of-client-b";
    public const string RetiredKeyA = "old-key-of-client-a";
    public const string CompletedTransaction = "4d7c6929-7770-412b-91bb-44d3bc71d111";
    public const string FailedTransaction = "5e8d7a3a-8881-423c-a2cc-55e4cd82e222";
    public const string Receipt = "receipt-1";

    private readonly string _folder = Directory.CreateTempSubdirectory("http-tests-").FullName;
    private LocalFunctionsHost _host = null!;

    public HttpApp()
    {
        Syncs = new InMemorySyncs(Log);
        Service = new RecordingSyncService(Log, Syncs);
        Runs = new InMemoryRuns(Log);
        Intents = new InMemoryIntents(Log);
        Receipts = new InMemoryReceipts(Log);
        Webhooks = new InMemoryWebhooks(Log);
        Companies = new InMemoryCompanies(Log) { Tell = Webhooks.Publish };
        Records = new InMemoryRecords(Log) { Tell = Webhooks.Publish };
        Reconciliations = new InMemoryReconciliations(Log);
    }

    /// <summary>Looks at every answer.</summary>
    public AnswerRecorder Answers { get; } = new();

    internal StoreLog Log { get; } = new();

    internal MovableTime Time { get; } = new();

    internal SmallLedger Ledger { get; } = new();

    internal InMemorySyncs Syncs { get; }

    internal RecordingSyncService Service { get; }

    internal InMemoryRuns Runs { get; }

    internal InMemoryIntents Intents { get; }

    internal InMemoryCompanies Companies { get; }

    internal InMemoryReceipts Receipts { get; }

    internal InMemoryWebhooks Webhooks { get; }

    internal InMemoryKeyedRequests KeyedRequests { get; } = new();

    internal InMemoryApiKeys ApiKeys { get; } = new();

    internal InMemoryQuotas Quotas { get; } = new();

    internal InMemoryRecords Records { get; }

    internal InMemoryReconciliations Reconciliations { get; }

    internal HeldReads Reads { get; } = new();

    internal HeldPushes Pushes { get; } = new();

    internal SmallRecordWriter Writer { get; } = new();

    /// <summary>Sends with client A's key unless a test says otherwise.</summary>
    public HttpClient Client { get; private set; } = null!;

    public string Company { get; private set; } = "";

    public string Connection { get; private set; } = "";

    public string Sync { get; } = Guid.NewGuid().ToString("D");

    public string Run { get; private set; } = "";

    /// <summary>Settings besides the API keys.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    public static AuthenticationHeaderValue Basic(string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));

    public async Task InitializeAsync()
    {
        _host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [.. typeof(ExpensesHttp).Assembly.GetTypes().Where(IsUnderTest)],
            Configure = (worker, configuration) =>
            {
                worker.UseMiddleware<AnswerRecorder>();
                worker.Services.AddSingleton(Answers);
                AddPorts(worker.Services);
                worker.Services.AddWebhooks(configuration);
                worker.Services.AddExpensesHttp(configuration);
                worker.UseExpensesHttp();
            },
            HostJsonPath = RepositoryRoot.File("host.json"),
            DatabasePath = Path.Combine(_folder, "durable.db"),
            Settings = new Dictionary<string, string?>(Settings, StringComparer.Ordinal)
            {
                ["ApiKeys:Clients:client-a"] = $"{Sha256("next-key-of-client-a")}, {Sha256(KeyA)}",
                ["ApiKeys:Clients:client-b"] = Sha256(KeyB),
                ["ApiKeys:Retired:client-a"] = Sha256(RetiredKeyA),
                ["Secrets:KeyFolder"] = Path.Combine(_folder, "keys"),
            },
            Urls = "http://127.0.0.1:0",
        });
        await _host.StartAsync();
        Client = new HttpClient { BaseAddress = _host.BaseAddress };
        Client.DefaultRequestHeaders.Authorization = Basic(KeyA);
        await PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Answers.AssertNoProblems();
    }

    /// <summary>The address of something under the prepared company.</summary>
    public string Address(string path) => $"/companies/{Company}/{path}".TrimEnd('/');

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var text = await Client.GetStringAsync(path);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Runs the pull operations that were queued, as the durable engine would.</summary>
    public async Task RunReadsAsync()
    {
        foreach (var (connection, operations) in Reads.Take())
        {
            await _host.Services.GetRequiredService<DataReading>().RunAsync(
                connection.Company, connection.Id, [.. operations.Select(operation => operation.Id)], CancellationToken.None);
        }
    }

    /// <summary>Runs the pushes of records that were started, as the durable engine would.</summary>
    public async Task RunPushesAsync()
    {
        foreach (var push in Pushes.Take())
        {
            await _host.Services.GetRequiredService<RecordPushing>().RunAsync(push.Company, push.Id, CancellationToken.None);
        }
    }

    /// <summary>A company with no connections.</summary>
    public async Task<string> NewCompanyAsync(string name = "Another company") =>
        (await PostAsync("/companies", new { name })).GetProperty("id").GetString()!;

    /// <summary>Links a company to the ledger; answers with the body.</summary>
    public async Task<string> ConnectAsync(string company, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/companies/{company}/connections")
        {
            Content = new StringContent($$"""{"platformKey":"{{SmallLedger.Key.ToUpperInvariant()}}"}""", null, "application/json"),
            Headers = { { "Idempotency-Key", key } },
        };
        using var response = await Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private static bool IsUnderTest(Type type) =>
        type.Namespace is { } name
        && name.StartsWith("ExpensesFunctions.Http", StringComparison.Ordinal)
        && !name.StartsWith("ExpensesFunctions.Http.Sandbox", StringComparison.Ordinal)
        && type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute), inherit: false));

    private static string Sha256(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private void AddPorts(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IApiKeyStore>(ApiKeys);
        services.AddSingleton<IKeyedRequestStore>(KeyedRequests);
        services.AddSingleton<IRequestQuotaStore>(Quotas);
        services.AddSingleton<ICompanyStore>(Companies);
        services.AddSingleton<IReceiptStore>(Receipts);
        services.AddSingleton<ISyncStore>(Syncs);
        services.AddSingleton<ISyncTransactionStore>(Syncs);
        services.AddSingleton<IExpenseSyncService>(Service);
        services.AddSingleton<ISyncRetry>(Service);
        services.AddSingleton<ITransactionPutting>(Service);
        services.AddSingleton<IPushIntentStore>(Intents);
        services.AddSingleton<ITransactionHistory>(Syncs);
        services.AddSingleton<IDatasetStore>(new InMemoryDatasets(Log, Service));
        services.AddSingleton<ICompanySettingsStore>(new InMemorySettings(Log));
        services.AddSingleton<IExpenseRunStore>(Runs);
        services.AddSingleton<IExpenseRunStarter>(Runs);
        services.AddSingleton<IAccountingConnector>(Ledger);
        services.AddSingleton<IWebhookConsumerStore>(Webhooks);
        services.AddSingleton<IWebhookMessageStore>(Webhooks);
        services.AddSingleton<IEventPublisher>(Webhooks);
        services.AddSingleton<IEventOutbox>(Webhooks);
        services.AddSingleton<IMappedAccounts>(new InMemoryMappedAccounts());
        services.AddSingleton<IPullOperationStore>(Records);
        services.AddSingleton<IReferenceDataStore>(Records);
        services.AddSingleton<ICompanyRecords>(Records);
        services.AddSingleton<IDataReadStarter>(Reads);
        services.AddSingleton<IRecordPushStore>(Records);
        services.AddSingleton<IRecordPushStarter>(Pushes);
        services.AddSingleton<IReferenceDataWriter>(Writer);
        services.AddSingleton<ILedgerReader>(new SmallLedgerReader());
        services.AddSingleton<IReconciliationStore>(Reconciliations);
        services.AddSingleton<IReconciliationStarter>(Reconciliations);
        services.AddSingleton<IConfigurationCheckStore>(Reconciliations);
    }

    private async Task PrepareAsync()
    {
        Company = await NewCompanyAsync("Harbour & Pine Ltd");
        Connection = (await PostAsync(Address("connections"), new { platformKey = SmallLedger.Key })).GetProperty("id").GetString()!;
        using var partner = await Client.PostAsync(Address("sync/expenses/connections/partnerExpense"), content: null);
        Assert.Equal(System.Net.HttpStatusCode.OK, partner.StatusCode);
        using var receipt = await Client.PutAsync(Address($"sync/expenses/receipts/{Receipt}?fileName=r.pdf"), new ByteArrayContent("%PDF-1.7"u8.ToArray()));
        Assert.Equal(System.Net.HttpStatusCode.Created, receipt.StatusCode);
        await AddSyncAsync();
        Run = await AddRunAsync();
    }

    private async Task AddSyncAsync()
    {
        var company = new CompanyKey(new ClientId("client-a"), new CompanyId(Company));
        await Syncs.AddAsync(new SyncRecord
        {
            Company = company,
            Id = new SyncId(Sync),
            DatasetIds = [new DatasetId(Guid.NewGuid().ToString("D"))],
            Requested = DateTimeOffset.UnixEpoch,
            CorrelationId = Guid.NewGuid().ToString("N"),
            Code = SyncStatusCode.PushError,
            Stage = SyncStage.Finished,
            TransactionCount = 2,
            ErrorMessage = "One transaction was refused.",
            DataPushed = true,
        });
        await Syncs.SaveAsync(company, new SyncId(Sync), [
            new SyncTransaction(0, new TransactionId(CompletedTransaction), TransactionStatus.Completed, "Record 17 was made.", "17"),
            new SyncTransaction(1, new TransactionId(FailedTransaction), TransactionStatus.PushError, "The period is locked."),
        ]);
    }

    private async Task<string> AddRunAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("sync/expenses/runs"))
        {
            Content = new StringContent(Sample.Run(Sample.Transaction()), Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", "the-prepared-run" } },
        };
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("runId").GetString()!;
    }
}
