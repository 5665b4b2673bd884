using System.Collections.Concurrent;
using Expenses.Connectors.Codat;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>The remote engine as the app registers it, on a scripted account and stores in memory.</summary>
internal sealed class AccountUnderTest : IReceiptStore, IAttachmentIntentStore, ILoggerProvider, ILogger, IDisposable
{
    public const string ApiKey = "the-account-key";
    public static readonly CompanyKey Company = new(new ClientId("acme"), new CompanyId("c1"));

    private readonly ConcurrentDictionary<string, AttachmentIntent> _intents = new();
    private readonly ServiceProvider _services;

    public AccountUnderTest(ScriptedAccount account, TimeProvider time)
    {
        Dictionary<string, string?> settings = new()
        {
            ["SyncEngine:Codat:BaseUrl"] = "https://api.example.org/v1",
            ["SyncEngine:Codat:ApiKey"] = ApiKey,
            ["SyncEngine:Codat:Client"] = "acme",
        };
        var services = new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton<IReceiptStore>(this)
            .AddSingleton<IAttachmentIntentStore>(this)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        services.AddCodatAccount(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .ConfigurePrimaryHttpMessageHandler(() => account);
        _services = services.BuildServiceProvider();
    }

    public IExpenseSyncService Service => _services.GetRequiredKeyedService<IExpenseSyncService>(CodatOptions.Section);

    public ICompanyDirectory Companies => _services.GetRequiredService<ICompanyDirectory>();

    public ConcurrentQueue<string> Logged { get; } = new();

    public int FilesOpened { get; private set; }

    public static Receipt Receipt { get; } = new(
        Company, new ReceiptId("r1"), "Café \"1\".pdf", "application/pdf", 3, new string('a', 64), DateTimeOffset.UnixEpoch);

    public static ExpenseTransaction Expense { get; } = new()
    {
        Id = new TransactionId("4d7c6929-7770-412b-91bb-44d3bc71d111"),
        Type = ExpenseType.Payment,
        IssueDate = new DateTimeOffset(2026, 10, 5, 0, 0, 0, TimeSpan.Zero),
        Currency = "GBP",
        Lines = [new ExpenseLine { NetAmount = 12.50m, AccountId = "429" }],
    };

    public Task<DatasetId> CreateDatasetAsync() => Service.CreateDatasetAsync(Company, new DatasetId("our-dataset"), [Expense]);

    public Task<string> AttachAsync() => Service.AttachAsync(Company, new SyncId("s1"), Expense.Id, Receipt);

    public AttachmentIntent? Intent => _intents.Values.SingleOrDefault(intent => string.Equals(intent.Sha256, Receipt.Sha256, StringComparison.Ordinal));

    public Task<Receipt> SaveAsync(ReceiptUpload upload, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Receipt?> FindAsync(CompanyKey company, ReceiptId id, CancellationToken cancellationToken = default) => Task.FromResult<Receipt?>(Receipt);

    public Task<Stream> OpenReadAsync(Receipt receipt, CancellationToken cancellationToken = default)
    {
        FilesOpened++;
        return Task.FromResult<Stream>(new MemoryStream("abc"u8.ToArray()));
    }

    public Task<AttachmentIntent?> FindAsync(CompanyKey company, TransactionId transaction, string sha256, CancellationToken cancellationToken = default) =>
        Task.FromResult(_intents.GetValueOrDefault($"{transaction}/{sha256}"));

    public Task<IReadOnlyList<AttachmentIntent>> ListAsync(
        CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<AttachmentIntent>>([.. _intents.Values.Where(intent => transactions.Contains(intent.TransactionId))]);

    public Task<AttachmentIntent> SaveAsync(AttachmentIntent intent, CancellationToken cancellationToken = default) =>
        Task.FromResult(_intents[$"{intent.TransactionId}/{intent.Sha256}"] = intent);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() => _services.Dispose();
}
