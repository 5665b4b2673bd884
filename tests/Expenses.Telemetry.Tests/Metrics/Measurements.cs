using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Expenses.Core.Telemetry;

namespace Expenses.Telemetry.Tests.Metrics;

/// <summary>What the service's meter recorded in this process since this was made.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Metric, double Value)> _recorded = new();

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ExpensesMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _recorded.Enqueue((instrument.Name, value)));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _recorded.Enqueue((instrument.Name, value)));
        _listener.Start();
    }

    public IReadOnlyList<double> Of(string metric) => [.. _recorded.Where(one => one.Metric == metric).Select(one => one.Value)];

    public void Dispose() => _listener.Dispose();
}
