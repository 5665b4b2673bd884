using Google.Protobuf;

namespace Expenses.Telemetry.Tests.Otlp;

internal sealed record Span(
    string Source, string Trace, string Id, string Parent, string Name, int Kind, bool IsError, IReadOnlyDictionary<string, string> Tags)
{
    public const int Server = 2;
    public const int Client = 3;

    public static IEnumerable<Span> In(ByteString export) =>
        from scope in WireMessage.Parse(export).Many(1, 2)
        from span in scope.Many(2)
        select new Span(
            scope.Many(1).First().Text(1), span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6),
            span.Many(15).Any(status => status.Number(3) == 2), span.Attributes(9));
}

internal sealed record LogEntry(string Category, string Trace, string Text, int Severity, IReadOnlyDictionary<string, string> Values)
{
    public static IEnumerable<LogEntry> In(ByteString export) =>
        from scope in WireMessage.Parse(export).Many(1, 2)
        from entry in scope.Many(2)
        select new LogEntry(
            scope.Many(1).First().Text(1), entry.Hex(9), WireMessage.AnyValue(entry.Many(5).First()), (int)entry.Number(2), entry.Attributes(6));
}

/// <summary>One point of a metric; a sum's and a gauge's value, or how often a histogram recorded.</summary>
internal sealed record Point(string Meter, string Metric, string Unit, double Value, IReadOnlyDictionary<string, string> Tags)
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    public static IEnumerable<Point> In(ByteString export) =>
        from scope in WireMessage.Parse(export).Many(1, 2)
        from metric in scope.Many(2)
        from point in metric.Many(Gauge, 1).Concat(metric.Many(Sum, 1)).Select(Number).Concat(metric.Many(Histogram, 1).Select(Count))
        select new Point(scope.Many(1).First().Text(1), metric.Text(1), metric.Text(3), point.Value, point.Tags);

    private static (double Value, IReadOnlyDictionary<string, string> Tags) Number(WireMessage point) =>
        (point.Has(4) ? point.Double(4) : (long)point.Number(6), point.Attributes(7));

    private static (double Value, IReadOnlyDictionary<string, string> Tags) Count(WireMessage point) => (point.Number(4), point.Attributes(9));
}
