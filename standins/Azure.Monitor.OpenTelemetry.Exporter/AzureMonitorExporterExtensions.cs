using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Azure.Monitor.OpenTelemetry.Exporter;

/// <summary>Keeps the options, so that they can be looked at; nothing is sent to Azure Monitor.</summary>
public static class AzureMonitorExporterExtensions
{
    public static IOpenTelemetryBuilder UseAzureMonitorExporter(
        this IOpenTelemetryBuilder builder, Action<AzureMonitorExporterOptions> configureAzureMonitor)
    {
        builder.Services.Configure(configureAzureMonitor);
        return builder;
    }
}
