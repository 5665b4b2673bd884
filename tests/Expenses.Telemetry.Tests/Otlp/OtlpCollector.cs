using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Expenses.Telemetry.Tests.Otlp;

/// <summary>An OpenTelemetry collector over HTTP on a free port, which keeps and decodes what it is sent.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, ByteString Body)> _exports = new();
    private readonly WebApplication _app;

    private OtlpCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async http => _exports.Enqueue(
            (http.Request.Path.Value!, await ByteString.FromStreamAsync(http.Request.Body, http.RequestAborted))));
    }

    public string Address => _app.Urls.First();

    public IReadOnlyList<Span> Spans => [.. Of("/v1/traces").SelectMany(Span.In)];

    public IReadOnlyList<LogEntry> Logs => [.. Of("/v1/logs").SelectMany(LogEntry.In)];

    /// <summary>The newest export's points; counters are cumulative.</summary>
    public IReadOnlyList<Point> Points => Of("/v1/metrics").LastOrDefault() is { } newest ? [.. Point.In(newest)] : [];

    /// <summary>Everything as it came, one byte a character, to search for what must not be there.</summary>
    public string Raw => string.Concat(_exports.Select(export => System.Text.Encoding.Latin1.GetString(export.Body.Span)));

    /// <summary>What a service needs to be told so that it exports here, often.</summary>
    public Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",

        // What was not taken within it would be lost; the collector may stand still for a while.
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "120000",
    };

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<ByteString> Of(string path) => _exports.Where(export => export.Path == path).Select(export => export.Body);
}
