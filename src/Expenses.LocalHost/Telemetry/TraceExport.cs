using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Expenses.LocalHost.Telemetry;

/// <summary>
/// Sends spans of the durable engine, of incoming requests and of outgoing ones to an OpenTelemetry collector, when the
/// settings name one. They are the standard ones (OTEL_EXPORTER_OTLP_ENDPOINT, …_PROTOCOL, …_HEADERS, OTEL_SERVICE_NAME).
/// </summary>
internal static class TraceExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>Null, and no cost at all, when no endpoint is set. Disposing sends what is left.</summary>
    public static IDisposable? Start(IReadOnlyDictionary<string, string?> settings)
    {
        if (string.IsNullOrWhiteSpace(settings.GetValueOrDefault(Endpoint)))
        {
            return null;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(resource => resource.AddService(settings.GetValueOrDefault(ServiceName) ?? "ExpensesFunctions"))
            .AddSource(DurableTrace.SourceName, "Microsoft.AspNetCore", "System.Net.Http")
            .AddOtlpExporter()
            .Build();
    }
}
