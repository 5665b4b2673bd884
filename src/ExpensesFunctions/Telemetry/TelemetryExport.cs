using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Expenses.Core.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ExpensesFunctions.Telemetry;

/// <summary>
/// Sends the worker's traces, metrics and logs to Application Insights, or to a collector, as the settings name one or
/// both. The Functions host sends its own (host.json, `telemetryMode`). LocalHost has an export of its own.
/// </summary>
public static class TelemetryExport
{
    private const string UserAssigned = "ClientId=";

    /// <summary>Registers it; nothing when no setting names where to.</summary>
    /// <param name="services">The worker's services.</param>
    /// <param name="configuration">Settings.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        var insights = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var collector = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrWhiteSpace(insights) && string.IsNullOrWhiteSpace(collector))
        {
            return services;
        }

        // The exporter would pass over an address that is none, and nobody would miss what it does not send.
        if (!string.IsNullOrWhiteSpace(collector) && !(Uri.TryCreate(collector, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            throw new InvalidOperationException("Setting 'OTEL_EXPORTER_OTLP_ENDPOINT' must be an http or https address.");
        }

        services.Configure<OpenTelemetryLoggerOptions>(logs =>
        {
            logs.IncludeScopes = true;
            logs.IncludeFormattedMessage = true;
        });
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces
                .AddSource(ExpensesTrace.SourceName, "Microsoft.DurableTask", "System.Net.Http")
                .AddProcessor(new StorageSpans()))
            .WithMetrics(metrics => metrics.AddMeter(ExpensesMetrics.MeterName))
            .WithLogging();
        var ratio = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>()?.TraceRatio ?? 1;
        if (!string.IsNullOrWhiteSpace(insights))
        {
            telemetry.UseAzureMonitorExporter(options => ToInsights(options, insights, CredentialOf(configuration), ratio));
        }
        else
        {
            telemetry.WithTracing(traces => traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio))));
        }

        if (!string.IsNullOrWhiteSpace(collector))
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }

    // Alerts look at logs and metrics, so none of those may go with the traces that are sampled away.
    private static void ToInsights(AzureMonitorExporterOptions options, string connection, TokenCredential? credential, double ratio)
    {
        options.ConnectionString = connection;
        options.Credential = credential;
        options.TracesPerSecond = null;
        options.SamplingRatio = (float)ratio;
        options.EnableTraceBasedLogsSampler = false;
    }

    // As the Functions host reads it: `ClientId=…;Authorization=AAD`.
    private static ManagedIdentityCredential? CredentialOf(IConfiguration configuration)
    {
        var parts = configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]?.Split(';', StringSplitOptions.TrimEntries) ?? [];
        if (!parts.Contains("Authorization=AAD", StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var client = parts.FirstOrDefault(part => part.StartsWith(UserAssigned, StringComparison.OrdinalIgnoreCase));
        return new ManagedIdentityCredential(client is null
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(client[UserAssigned.Length..]));
    }
}
