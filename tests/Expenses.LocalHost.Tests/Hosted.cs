using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Tests;

/// <summary>A running host on a free port, a client for it, and what it logged.</summary>
internal sealed class Hosted : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("localhost-tests-").FullName;
    private readonly LogLines _log = new();

    private Hosted()
    {
    }

    public LocalFunctionsHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>host.json, durable.db and admin.json are here.</summary>
    public string Folder => _folder;

    public IEnumerable<string> Log => _log.Lines;

    public static async Task<Hosted> StartAsync(
        IReadOnlyList<Type> functions,
        Action<IFunctionsWorkerApplicationBuilder>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? time = null,
        string hostJson = """{ "extensions": { "http": { "routePrefix": "" } } }""")
    {
        var hosted = new Hosted();
        var hostJsonPath = Path.Combine(hosted._folder, "host.json");
        await File.WriteAllTextAsync(hostJsonPath, hostJson);
        hosted.Host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = functions,
            Configure = (worker, _) => configure?.Invoke(worker),
            HostJsonPath = hostJsonPath,
            DatabasePath = Path.Combine(hosted._folder, "durable.db"),
            AdminFilePath = Path.Combine(hosted._folder, "admin.json"),
            Settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal),
            TimeProvider = time ?? TimeProvider.System,
            Urls = "http://127.0.0.1:0",
            ConfigureLogging = logging => logging.AddProvider(hosted._log),
        });
        await hosted.Host.StartAsync();
        hosted.Http = new HttpClient { BaseAddress = hosted.Host.BaseAddress };
        return hosted;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() => _lines.Clear();

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
