using System.Diagnostics;
using Expenses.Core.Telemetry;

namespace ExpensesFunctions.Telemetry;

/// <summary>
/// Keeps traces going when nobody records them, so that the correlation id reaches logs, records and webhooks without any
/// exporter. Such spans carry ids and nothing else.
/// </summary>
internal static class TraceKeeping
{
    /// <summary>The sources between a request and its webhook; the durable engine's under each name it has.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [ExpensesTrace.SourceName, "Microsoft.AspNetCore", "Microsoft.Azure.Functions.Worker", "DurableTask.Core", "Microsoft.DurableTask"];

    private static readonly Lazy<ActivityListener> Listener = new(Listen);

    /// <summary>Listens from now on, once in a process.</summary>
    public static void Start() => _ = Listener.Value;

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name, StringComparer.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
