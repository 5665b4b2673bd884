using System.Collections.Concurrent;
using System.Diagnostics;
using Expenses.LocalHost.Telemetry;

namespace Expenses.Engine.Tests.Support;

/// <summary>Collects the spans of the durable engine that belong to one trace; other tests run beside this one.</summary>
internal sealed class SpanListener : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    public SpanListener()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DurableTrace.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _root = new Activity("test").Start();
    }

    public ActivitySpanId Root => _root.SpanId;

    public IReadOnlyList<Activity> Spans => [.. _spans.Where(span => span.TraceId == _root.TraceId)];

    public Activity One(string name, ActivityKind kind) => Assert.Single(Spans, span => span.DisplayName == name && span.Kind == kind);

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }
}
