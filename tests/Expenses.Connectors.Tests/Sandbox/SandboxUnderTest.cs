using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Tests.Compliance;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Expenses.Connectors.Tests.Sandbox;

/// <summary>The sandbox as the app registers it, on the suite's Azurite; every instance has a ledger of its own.</summary>
public sealed class SandboxUnderTest : PlatformUnderTest
{
    private static int _ledgers;

    private readonly string _storage;
    private readonly ServiceProvider _services;

    private SandboxUnderTest(string storage, IReadOnlyDictionary<string, string?> settings, Connection? connection)
    {
        _storage = storage;
        Connection = connection ?? NewConnection();
        _services = Services(storage, settings);
        Connector = _services.GetRequiredService<IAccountingConnector>();
        Ledger = _services.GetRequiredService<SandboxLedger>();
    }

    public override IAccountingConnector Connector { get; }

    public override Connection Connection { get; }

    public override ILedgerReader? Reader => _services.GetRequiredService<ILedgerReader>();

    public SandboxLedger Ledger { get; }

    public IReferenceDataWriter Records => _services.GetRequiredService<IReferenceDataWriter>();

    public QueueServiceClient Queues => _services.GetRequiredService<QueueServiceClient>();

    public override PlatformIds Ids { get; } = new()
    {
        BankAccount = "090",
        Account = "429",
        ArchivedAccount = "498",
        Supplier = "card-merchants",
        ArchivedSupplier = "old-supplier",
        Customer = "card-refunds",
        TaxRate = "INPUT2",
        ZeroTaxRate = "NONE",
        TrackingCategory = "region-north",
        BaseCurrency = "GBP",
        ForeignCurrency = "USD",
    };

    public static Task<SandboxUnderTest> StartAsync(string storage, params IReadOnlyList<(string Setting, string Value)> settings) =>
        StartAsync(storage, connection: null, settings.ToDictionary(pair => $"Sandbox:{pair.Setting}", pair => (string?)pair.Value, StringComparer.Ordinal));

    /// <summary>Another process on the same ledger: it shares storage and nothing else.</summary>
    public Task<SandboxUnderTest> StartBesideAsync(params IReadOnlyList<(string Setting, string Value)> settings) =>
        StartAsync(_storage, Connection, settings.ToDictionary(pair => $"Sandbox:{pair.Setting}", pair => (string?)pair.Value, StringComparer.Ordinal));

    public static Connection NewConnection()
    {
        var number = Interlocked.Increment(ref _ledgers).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Connection(
            new CompanyKey(ClientId.From("client/1"), CompanyId.From(DerivedId.Guid("company", number))),
            ConnectionId.From(DerivedId.Guid("connection", number)),
            SandboxPlatform.Key,
            SourceType.Accounting,
            ConnectionStatus.Linked,
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public override async Task<IReadOnlyList<PlatformRecord>> RecordsAsync()
    {
        var page = await Ledger.ListJournalsAsync(Connection, 0, 1000);
        return
        [
            .. page.Journals.Select(journal => new PlatformRecord(
                journal.JournalId,
                journal.IdempotencyKey,
                journal.Reference,
                journal.Type?.ToString() ?? journal.Kind.ToString(),
                journal.TotalAmount,
                journal.Currency,
                [.. journal.Attachments.Select(file => new PlatformAttachment(file.AttachmentId, file.FileName, file.SizeBytes, file.Sha256))])),
        ];
    }

    public override async Task<byte[]> ReadAttachmentAsync(string attachmentId)
    {
        var opened = await Ledger.OpenAttachmentAsync(Connection, attachmentId) ?? throw new InvalidOperationException($"No attachment {attachmentId}.");
        await using var content = opened.Content;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    public override async Task FinishAsync(string pushOperationKey) =>
        Assert.True(await Ledger.CompletePushOperationAsync(Connection, pushOperationKey));

    public override async Task<Connection> OpenAnotherAsync()
    {
        var another = Connection with { Id = NewConnection().Id };
        await Connector.OpenAsync(another);
        return another;
    }

    private static async Task<SandboxUnderTest> StartAsync(string storage, Connection? connection, IReadOnlyDictionary<string, string?> settings)
    {
        var sandbox = new SandboxUnderTest(storage, settings, connection);
        foreach (var service in sandbox._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        await sandbox.Connector.OpenAsync(sandbox.Connection);
        return sandbox;
    }

    private ServiceProvider Services(string storage, IReadOnlyDictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new TableServiceClient(storage))
            .AddSingleton(new BlobServiceClient(storage))
            .AddSingleton(new QueueServiceClient(storage, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }))
            .AddSandboxPlatform(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
}
