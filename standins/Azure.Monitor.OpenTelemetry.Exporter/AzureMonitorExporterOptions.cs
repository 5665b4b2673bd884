using Azure.Core;

namespace Azure.Monitor.OpenTelemetry.Exporter;

#nullable disable

public class AzureMonitorExporterOptions : ClientOptions
{
    public string ConnectionString { get; set; }

    public TokenCredential Credential { get; set; }

    public float SamplingRatio { get; set; } = 1.0f;

    public double? TracesPerSecond { get; set; } = 5.0;

    public bool EnableTraceBasedLogsSampler { get; set; } = true;
}
