using System.Collections.Concurrent;
using System.Diagnostics;
using Expenses.Core.Telemetry;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>Counts the durable work of this process by its spans, and the spans that Application Insights would take in.</summary>
internal sealed class DurableWork : IDisposable
{
    /// <summary>What the Durable Task Scheduler bills: a message that starts or goes on with a function.</summary>
    public const string Actions = "actions";
    public const string Executions = "executions";
    public const string Spans = "spans";

    public static readonly IReadOnlyList<string> Kinds = [Actions, Executions, Spans];

    private const string Engine = "DurableTask.Core";
    private const string Server = "Microsoft.AspNetCore";

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;

    public DurableWork()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Engine or ExpensesTrace.SourceName or Server,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Count,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyDictionary<string, double> Counts => Kinds.ToDictionary(kind => kind, kind => (double)_counts.GetValueOrDefault(kind));

    public void Dispose() => _listener.Dispose();

    private void Count(Activity span)
    {
        // Other web servers of this process, such as a test's collector, have no functions behind them.
        if (span.Source.Name == Server && span.GetTagItem("http.route") is null)
        {
            return;
        }

        Add(Spans, 1);
        if (span.Source.Name == Engine)
        {
            var (actions, executions) = Cost(span);
            Add(Actions, actions);
            Add(Executions, executions);
        }
        else if (span.Kind is ActivityKind.Server or ActivityKind.Consumer)
        {
            // An HTTP or a queue function.
            Add(Executions, 1);
        }
    }

    // Functions bills an orchestrator each time it goes on: with its start and with each answer, timer and event.
    private static (int Actions, int Executions) Cost(Activity span) => (span.DisplayName.Split(':')[0], span.Kind) switch
    {
        ("activity", ActivityKind.Server) => (1, 1),
        ("activity", ActivityKind.Client) => (1, 1),
        ("orchestration", ActivityKind.Server) => (1, 1),
        ("orchestration", ActivityKind.Client) => (1, 1),
        ("orchestration", ActivityKind.Internal) => (1, 1),
        ("orchestration_event", _) => (1, 1),
        ("entity", ActivityKind.Server) => (2, 2),
        ("entity", ActivityKind.Consumer) => (1, 1),
        _ => (0, 0),
    };

    private void Add(string kind, int count) => _counts.AddOrUpdate(kind, count, (_, before) => before + count);
}
