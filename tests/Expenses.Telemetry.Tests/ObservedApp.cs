using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Expenses.LocalHost;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Expenses.Telemetry.Tests;

/// <summary>
/// The app in this process, so that its meters and spans can be listened to; without its timers, which come with time and
/// not with work. A test that is about one calls it.
/// </summary>
internal sealed class ObservedApp : IAsyncDisposable
{
    private const string ApiKey = "telemetry-test-key";

    private readonly string _data = Directory.CreateTempSubdirectory("expenses-telemetry-").FullName;
    private readonly LocalFunctionsHost _host;

    private ObservedApp(AzuriteServer azurite)
    {
        _host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [.. typeof(ExpensesFunctionsApplication).Assembly.GetTypes().Where(type => !HasTimer(type))],
            Configure = (worker, configuration) => worker.AddExpensesFunctions(configuration),
            HostJsonPath = RepositoryRoot.File("host.json"),
            DatabasePath = Path.Combine(_data, "durable.db"),
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                ["Webhooks:AllowLoopback"] = "true",
                ["ApiKeys:Clients:observed"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey))),
            },
            Urls = "http://127.0.0.1:0",
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(new Counting(Log)),
        });
        Http = new HttpClient();
    }

    public HttpClient Http { get; private set; }

    /// <summary>What was logged at information or above: it is what Application Insights would take in.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public IServiceProvider Services => _host.Services;

    public DurableTaskClient Durable => _host.DurableTaskClient;

    public static async Task<ObservedApp> StartAsync(AzuriteServer azurite)
    {
        var app = new ObservedApp(azurite);
        await app._host.StartAsync();
        app.Http.BaseAddress = app._host.BaseAddress;
        app.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey)));
        return app;
    }

    /// <summary>Waits for the end of a run and of all that it set off, without a request to the app or to storage.</summary>
    public async Task EndOfAsync(string run, Func<bool> andAlso)
    {
        await _host.DurableTaskClient.WaitForInstanceCompletionAsync(run);
        await Eventually.TrueAsync(async () => andAlso() && !await AnyRunsAsync(), TimeSpan.FromMinutes(5), "everything has ended");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static bool HasTimer(Type type) => type.GetMethods()
        .SelectMany(method => method.GetParameters())
        .Any(parameter => parameter.IsDefined(typeof(TimerTriggerAttribute), inherit: false));

    private async Task<bool> AnyRunsAsync()
    {
        await foreach (var _ in _host.DurableTaskClient.GetAllInstancesAsync(new OrchestrationQuery
        {
            Statuses = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running],
        }))
        {
            return true;
        }

        return false;
    }

    private sealed class Counting(ConcurrentQueue<string> log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Entries(log);

        public void Dispose()
        {
        }
    }

    private sealed class Entries(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue(formatter(state, exception));
    }
}
