using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Hosting;
using Expenses.LocalHost.Invocation;
using Expenses.LocalHost.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost;

/// <summary>
/// Runs a Functions app in this process: HTTP, queue and timer triggers, orchestrators, activities and entities, inside
/// the app's own middleware and services.
/// </summary>
public sealed partial class LocalFunctionsHost : IAsyncDisposable
{
    /// <summary>What a cancelled queue or timer function has left to end.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly DurableEngine? _engine;
    private readonly TriggerListeners _listeners;
    private readonly ILogger _logger;
    private bool _disposed;

    private LocalFunctionsHost(LocalFunctionsHostOptions options)
    {
        var hostJson = HostJson.Read(options.HostJsonPath);
        var catalog = FunctionCatalog.Of(options.Assemblies.SelectMany(assembly => assembly.GetTypes()).Concat(options.FunctionTypes));
        (_app, var worker) = LocalWebApplication.Create(options, hostJson);
        var invoker = new FunctionInvoker(worker.BuildPipeline(FunctionInvoker.Function), () => DurableTaskClient);
        _app.MapFunctions(catalog, hostJson.RoutePrefix, invoker);
        _listeners = TriggerListeners.Of(catalog, invoker, _app.Services, hostJson.Queues, options.TimeProvider);
        _logger = _app.Services.GetRequiredService<ILogger<LocalFunctionsHost>>();
        _engine = catalog.IsDurable ? CreateEngine(options, hostJson, catalog, invoker) : null;
    }

    /// <summary>The first address that Kestrel listens on; known once started.</summary>
    public Uri BaseAddress => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The host has not been started."));

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The client that <c>[DurableClient]</c> parameters get.</summary>
    /// <exception cref="InvalidOperationException">No function of the app is durable.</exception>
    public DurableTaskClient DurableTaskClient =>
        _engine?.Client ?? throw new InvalidOperationException("No function is durable, so there is no durable engine.");

    /// <summary>Reads the functions and wires the app; nothing runs yet.</summary>
    /// <exception cref="InvalidOperationException">A function cannot be hosted; the message names it.</exception>
    public static LocalFunctionsHost Create(LocalFunctionsHostOptions options) => new(options);

    /// <summary>Starts the engine, then the app's hosted services and HTTP, then queues and timers. Returns when ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_engine is not null)
        {
            await _engine.StartAsync(cancellationToken);
        }

        await _app.StartAsync(cancellationToken);
        _listeners.Start();
        Listening(_logger, BaseAddress);
    }

    /// <summary>Lets running requests end, then stops queues and timers, then the engine.</summary>
    /// <param name="cancellationToken">Ends the waiting: requests are cut off, running functions cancelled.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _app.StopAsync(cancellationToken);
        await StopListenersAsync(cancellationToken);
        if (_engine is not null)
        {
            await _engine.StopAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        await _listeners.DisposeAsync();
        await _app.DisposeAsync();
    }

    private async Task StopListenersAsync(CancellationToken cancellationToken)
    {
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        drain.CancelAfter(LocalWebApplication.DrainTime);
        try
        {
            await _listeners.StopAsync(drain.Token).WaitAsync(LocalWebApplication.DrainTime + CancellationGrace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            StillRunning(_logger);
        }
    }

    private DurableEngine CreateEngine(LocalFunctionsHostOptions options, HostJson hostJson, FunctionCatalog catalog, FunctionInvoker invoker)
    {
        var engineOptions = new DurableEngineOptions
        {
            DatabasePath = options.DatabasePath ?? throw new InvalidOperationException("The app has durable functions: a database path is needed."),
            MaxConcurrentActivities = hostJson.MaxConcurrentActivities,
            MaxConcurrentOrchestrators = hostJson.MaxConcurrentOrchestrators,
        };
        var functions = new CatalogDurableFunctions(catalog, invoker, _app.Services.GetRequiredService<IServiceScopeFactory>());
        return new DurableEngine(engineOptions, functions, options.TimeProvider, _app.Services.GetRequiredService<ILoggerFactory>());
    }

    [LoggerMessage(1, LogLevel.Information, "Listening on {Address}")]
    private static partial void Listening(ILogger logger, Uri address);

    [LoggerMessage(2, LogLevel.Warning, "Queue or timer functions are still running although they were cancelled; stopping without them.")]
    private static partial void StillRunning(ILogger logger);
}
