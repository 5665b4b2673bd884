using Expenses.LocalHost.Admin;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Hosting;
using Expenses.LocalHost.Invocation;
using Expenses.LocalHost.Replay;
using Expenses.LocalHost.Telemetry;
using Expenses.LocalHost.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost;

/// <summary>
/// Runs a Functions app in this process: HTTP, queue and timer triggers, orchestrators, activities and entities, inside
/// the app's own middleware and services.
/// </summary>
public sealed partial class LocalFunctionsHost : IAsyncDisposable
{
    private readonly FunctionsService _functions = new();
    private readonly WebApplication _app;
    private readonly DurableEngine? _engine;
    private readonly ILogger _logger;
    private readonly TelemetryExport? _telemetry;
    private readonly string? _adminFile;
    private readonly string _adminToken = AdminDoor.NewToken();

    private LocalFunctionsHost(LocalFunctionsHostOptions options)
    {
        _telemetry = TelemetryExport.Start(options.Settings);
        var hostJson = HostJson.Read(options.HostJsonPath);
        var catalog = FunctionCatalog.Of(options.Assemblies.SelectMany(assembly => assembly.GetTypes()).Concat(options.FunctionTypes));
        (_app, var worker) = LocalWebApplication.Create(options, hostJson, _functions);
        var invoker = new FunctionInvoker(worker.BuildPipeline(FunctionInvoker.Function), () => DurableTaskClient);
        _app.MapFunctions(catalog, hostJson.RoutePrefix, invoker);
        if (catalog.IsDurable && options.AdminFilePath is { } adminFile)
        {
            _adminFile = adminFile;
            AdminEndpoint.Map(_app, _adminToken, () => DurableTaskClient);
        }

        _logger = _app.Services.GetRequiredService<ILogger<LocalFunctionsHost>>();
        _engine = catalog.IsDurable ? CreateEngine(options, hostJson, catalog, invoker) : null;
        _functions.Use(
            _engine,
            TriggerListeners.Of(catalog, invoker, _app.Services, hostJson.Queues, options.TimeProvider),
            _app.Services.GetRequiredService<ILogger<FunctionsService>>());
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

    /// <summary>The history of an orchestration instance, for later code to be compared with.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <returns>The history up to the last step that was committed.</returns>
    /// <exception cref="InvalidDataException">There is no such instance, or it has not begun.</exception>
    /// <exception cref="InvalidOperationException">No function of the app is durable.</exception>
    public StoredHistory ExportHistory(string instanceId) => new(
        instanceId, (_engine ?? throw new InvalidOperationException("No function is durable, so there is no durable engine.")).ReadHistory(instanceId));

    /// <summary>Reads the functions and wires the app; nothing runs yet.</summary>
    /// <exception cref="InvalidOperationException">A function cannot be hosted; the message names it.</exception>
    public static LocalFunctionsHost Create(LocalFunctionsHostOptions options) => new(options);

    /// <summary>Starts the app's hosted services, then the engine, queues and timers, then HTTP. Returns when ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _app.StartAsync(cancellationToken);
        if (_adminFile is not null)
        {
            AdminDoor.At(BaseAddress, _adminToken).Write(_adminFile);
        }

        Listening(_logger, BaseAddress);
    }

    /// <summary>Returns when <paramref name="signal"/> is cancelled, or when the app itself asks its host to stop.</summary>
    public async Task WaitForStopRequestAsync(CancellationToken signal)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = _app.Services.GetRequiredService<IHostApplicationLifetime>();
        await using var fromOutside = signal.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), asked);
        await using var fromInside = lifetime.ApplicationStopping.UnsafeRegister(
            static state => ((TaskCompletionSource)state!).TrySetResult(), asked);
        await asked.Task;
    }

    /// <summary>Lets running requests end, then stops queues and timers, the engine, and the app's hosted services.</summary>
    /// <param name="cancellationToken">Ends the waiting: requests are cut off, running functions cancelled.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_adminFile is not null)
        {
            File.Delete(_adminFile);
        }

        return _app.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _functions.DisposeAsync();
        await _app.DisposeAsync();
        _telemetry?.Dispose();
    }

    private DurableEngine CreateEngine(LocalFunctionsHostOptions options, HostJson hostJson, FunctionCatalog catalog, FunctionInvoker invoker)
    {
        var engineOptions = new DurableEngineOptions
        {
            DatabasePath = options.DatabasePath ?? throw new InvalidOperationException("The app has durable functions: a database path is needed."),
            MaxConcurrentActivities = hostJson.MaxConcurrentActivities,
            MaxConcurrentOrchestrators = hostJson.MaxConcurrentOrchestrators,
            Versions = hostJson.Versions,
            OnGenerationEnded = options.OnGenerationEnded is { } observer
                ? ended => observer(new StoredHistory(ended.InstanceId, ended.Events))
                : null,
        };
        var functions = new CatalogDurableFunctions(catalog, invoker, _app.Services.GetRequiredService<IServiceScopeFactory>());
        return new DurableEngine(engineOptions, functions, options.TimeProvider, _app.Services.GetRequiredService<ILoggerFactory>());
    }

    [LoggerMessage(1, LogLevel.Information, "Listening on {Address}")]
    private static partial void Listening(ILogger logger, Uri address);
}
