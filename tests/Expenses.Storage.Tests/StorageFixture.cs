using Expenses.Core.Webhooks;
using Expenses.Storage.Connections;
using Expenses.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.Storage.Tests;

/// <summary>The registered adapters on Azurite, started as the app starts them; names of their own for each test class.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private ServiceProvider? _services;

    public string ConnectionString => _azurite.ConnectionString;

    public ManualTimeProvider Time { get; } = new();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public static ServiceProvider Build(string connectionString, string prefix, TimeProvider time, int retries = StorageRetries.Default)
    {
        const string Connection = StorageOptions.QueueConnectionName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(Connection, (string?)connectionString)])
            .Build();
        return new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton<ISecretProtector, ReversingProtector>()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddExpensesStorage(configuration)
            .AddSingleton(_ => StorageConnection.Open(configuration, Connection, Connection, retries))
            .Configure<StorageOptions>(options => options.NamePrefix = prefix)
            .BuildServiceProvider();
    }

    public static async Task StartAsync(IServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _services = Build(_azurite.ConnectionString, AzuriteFixture.NewPrefix(), Time);
        await StartAsync(_services);
    }

    public async Task DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _azurite.DisposeAsync();
    }
}
