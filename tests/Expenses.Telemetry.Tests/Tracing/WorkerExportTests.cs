using System.Diagnostics;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Expenses.Core.Telemetry;
using Expenses.Telemetry.Tests.Otlp;
using ExpensesFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Expenses.Telemetry.Tests.Tracing;

/// <summary>What the Functions worker exports, and how: its own registration, as Program calls it.</summary>
[Collection(InProcessCollection.Name)]
public sealed class WorkerExportTests
{
    [Fact]
    public void WithoutATarget_NothingIsRegistered()
    {
        var services = new ServiceCollection();

        services.AddTelemetryExport(new ConfigurationBuilder().Build());

        Assert.Empty(services);
    }

    [Fact]
    public void OnAzure_ItSignsInAsTheApp_AndSamplesNoLog()
    {
        var options = Services(new Dictionary<string, string?>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000",
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD",
            ["Telemetry:TraceRatio"] = "0.25",
        }).GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;

        Assert.StartsWith("InstrumentationKey=", options.ConnectionString, StringComparison.Ordinal);
        Assert.IsType<ManagedIdentityCredential>(options.Credential);
        Assert.Equal(0.25f, options.SamplingRatio);
        Assert.Null(options.TracesPerSecond);
        Assert.False(options.EnableTraceBasedLogsSampler);
    }

    [Fact]
    public async Task ToACollector_ItSendsSpansMetricsAndLogs_WithoutTheRequestsToStorage()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var services = Services(collector.Settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value));
        string trace;
        using (var traces = services.GetRequiredService<TracerProvider>())
        using (var metrics = services.GetRequiredService<MeterProvider>())
        using (var logs = services.GetRequiredService<LoggerProvider>())
        using (var http = new ActivitySource("System.Net.Http"))
        {
            using (var span = ExpensesTrace.Start("platform push", ActivityKind.Client))
            {
                trace = span!.TraceId.ToHexString();
                Request(http, "acme.table.core.windows.net");
                Request(http, "api.example.org");
                services.GetRequiredService<ILoggerFactory>().CreateLogger("Expenses").Log(LogLevel.Warning, new EventId(2202), "Sync s1 ended with 2000", null, (text, _) => text);
            }

            ExpensesMetrics.DriftFound(3, "missing", "mqjo");
            traces.ForceFlush();
            metrics.ForceFlush();
            logs.ForceFlush();
        }

        // Other tests of this process work at the same time, in traces of their own.
        var own = collector.Spans.Where(span => span.Trace == trace).ToList();
        Assert.Single(own, span => span.Name == "platform push");
        Assert.Equal("api.example.org", Assert.Single(own, span => span.Source == "System.Net.Http").Tags["server.address"]);
        Assert.Equal(trace, Assert.Single(collector.Logs).Trace);
        Assert.Contains(collector.Points, point => point is { Metric: "expenses.reconciliation.drift", Value: >= 3 } && point.Tags["kind"] == "missing");
    }

    private static void Request(ActivitySource http, string host)
    {
        using var span = http.StartActivity("POST", ActivityKind.Client);
        span!.SetTag("server.address", host);
    }

    private static ServiceProvider Services(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddTelemetryExport(configuration);
        return services.BuildServiceProvider();
    }
}
