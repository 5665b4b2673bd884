using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Benchmarks.Scenarios;

/// <summary>Something to measure; a unit is an activity, an event or an operation.</summary>
internal sealed class Workload(string name, int units, Func<DurableTaskClient, int, Task> run, int warmUpUnits)
{
    public string Name => name;

    public int Units => units;

    /// <summary>The same, smaller.</summary>
    public Workload WarmUp => new(name, warmUpUnits, run, warmUpUnits);

    public Task RunAsync(DurableTaskClient client) => run(client, units);
}
