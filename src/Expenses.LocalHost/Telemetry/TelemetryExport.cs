using Expenses.Core.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Expenses.LocalHost.Telemetry;

/// <summary>
/// Sends traces, metrics and logs to an OpenTelemetry collector, when the settings name one. They are the standard ones
/// (OTEL_EXPORTER_OTLP_ENDPOINT, …_PROTOCOL, …_HEADERS, OTEL_SERVICE_NAME, OTEL_METRIC_EXPORT_INTERVAL).
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private TelemetryExport(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(resource => Name(resource, settings))
            .AddSource(ExpensesTrace.SourceName, DurableTrace.SourceName, "Microsoft.AspNetCore", "System.Net.Http")
            .AddOtlpExporter()
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(resource => Name(resource, settings))
            .AddMeter(ExpensesMetrics.MeterName)
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Null, and no cost at all, when no endpoint is set. Disposing sends what is left.</summary>
    public static TelemetryExport? Start(IReadOnlyDictionary<string, string?> settings) => IsOn(settings) ? new TelemetryExport(settings) : null;

    /// <summary>Sends logs as well, each with its trace and its scopes; what is left is sent when the app's logging ends.</summary>
    public static void AddLogs(ILoggingBuilder logging, IReadOnlyDictionary<string, string?> settings)
    {
        if (IsOn(settings))
        {
            logging.AddOpenTelemetry(export =>
            {
                export.IncludeScopes = true;
                export.IncludeFormattedMessage = true;
                export.SetResourceBuilder(Name(ResourceBuilder.CreateDefault(), settings)).AddOtlpExporter();
            });
        }
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    // The exporter would pass over an address that is none, and nobody would miss what it does not send.
    private static bool IsOn(IReadOnlyDictionary<string, string?> settings)
    {
        var endpoint = settings.GetValueOrDefault(Endpoint);
        return !string.IsNullOrWhiteSpace(endpoint)
            && (Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? true
                : throw new InvalidOperationException($"{Endpoint} must be an http or https address."));
    }

    private static ResourceBuilder Name(ResourceBuilder resource, IReadOnlyDictionary<string, string?> settings) =>
        resource.AddService(settings.GetValueOrDefault(ServiceName) ?? "ExpensesFunctions");
}
