using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Http;
using Expenses.LocalHost.Invocation;
using Expenses.LocalHost.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Hosting;

/// <summary>The ASP.NET Core application below: Kestrel, routing, services, logging, and nothing that an app did not ask for.</summary>
internal static class LocalWebApplication
{
    /// <summary>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT of the Functions host: 100 MiB.</summary>
    public const long MaxRequestBodySize = 100 * 1024 * 1024;

    /// <summary>How long requests and functions may go on, all together, once the host stops.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    public static (WebApplication App, WorkerApplicationBuilder Worker) Create(
        LocalFunctionsHostOptions options, HostJson hostJson, FunctionsService functions)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = EnvironmentOf(options.Settings) });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
        });
        AddLogging(builder, options, hostJson);
        builder.Services.AddRoutingCore();
        builder.Services.AddMvcCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.Services.AddSingleton(options.TimeProvider);
        var worker = new WorkerApplicationBuilder(builder.Services);
        options.Configure?.Invoke(worker, builder.Configuration);
        // After the app's services and, as Kestrel is always the last, before HTTP.
        builder.Services.AddSingleton<IHostedService>(functions);
        return (builder.Build(), worker);
    }

    public static void MapFunctions(this WebApplication app, FunctionCatalog catalog, string routePrefix, FunctionInvoker invoker)
    {
        var handler = new HttpTriggerHandler(invoker, app.Services.GetRequiredService<ILogger<HttpTriggerHandler>>());
        IEndpointRouteBuilder routes = app;
        routes.DataSources.Add(new DefaultEndpointDataSource(HttpTriggerRoutes.Of(catalog, routePrefix, handler.For)));
        app.MapGet("/admin/host/ping", (RequestDelegate)(_ => Task.CompletedTask));
    }

    private static void AddLogging(WebApplicationBuilder builder, LocalFunctionsHostOptions options, HostJson hostJson)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddConfiguration(hostJson.Logging);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        // Every entry names the trace it belongs to: the correlation id.
        builder.Logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        TelemetryExport.AddLogs(builder.Logging, options.Settings);
        options.ConfigureLogging?.Invoke(builder.Logging);
    }

    /// <summary>The variable that the Functions worker reads its environment name from; local runs are development.</summary>
    private static string EnvironmentOf(IReadOnlyDictionary<string, string?> settings) =>
        settings.GetValueOrDefault("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development;

    /// <summary>Whoever started the host stops it; the process's signals belong to Program.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
