using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Telemetry;

/// <summary>Settings of telemetry, section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Telemetry";

    /// <summary>Which share of traces is sent, 0 to 1. Logs and metrics are always sent whole. Default: all of them.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;
}
