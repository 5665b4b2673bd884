using System.Diagnostics;
using OpenTelemetry;

namespace ExpensesFunctions.Telemetry;

/// <summary>
/// Leaves out the requests to our own storage: they are most of all spans, say nothing that the span above does not, and
/// would be most of the bill.
/// </summary>
internal sealed class StorageSpans : BaseProcessor<Activity>
{
    private const string Client = "System.Net.Http";

    private static readonly string[] Services = [".blob.core.", ".queue.core.", ".table.core."];

    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        if (string.Equals(data.Source.Name, Client, StringComparison.Ordinal)
            && data.GetTagItem("server.address") is string host
            && Services.Any(service => host.Contains(service, StringComparison.OrdinalIgnoreCase)))
        {
            // Exporters pass over what is not recorded.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
