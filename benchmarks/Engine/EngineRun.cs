using System.Diagnostics;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Benchmarks;

/// <summary>An engine on a fresh file, with a note of how many sets of writes went into each of its transactions.</summary>
internal sealed class EngineRun : IAsyncDisposable, ICommitHook
{
    private readonly string _directory = Directory.CreateTempSubdirectory("engine-benchmark-").FullName;
    private readonly List<int> _groups = [];
    private readonly DurableEngine _engine;

    private EngineRun() => _engine = new DurableEngine(
        new DurableEngineOptions { DatabasePath = Path.Combine(_directory, "durable.db"), CommitHook = this },
        new BenchmarkFunctions(),
        TimeProvider.System,
        NullLoggerFactory.Instance);

    public DurableTaskClient Client => _engine.Client;

    /// <summary>Runs the workload once and says what it took; the engine's start and end are not in it.</summary>
    public static async Task<Measure> MeasureAsync(Func<DurableTaskClient, Task> workload)
    {
        await using var run = new EngineRun();
        await run._engine.StartAsync(CancellationToken.None);
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await workload(run.Client);
        var elapsed = watch.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        lock (run._groups)
        {
            return new Measure(elapsed, cpu, [.. run._groups]);
        }
    }

    public void BeforeCommit(long number, int members)
    {
        lock (_groups)
        {
            _groups.Add(members);
        }

        SlowDisk.Wait();
    }

    public void AfterCommit(long number, int members)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>One round of a workload.</summary>
/// <param name="Elapsed">Wall clock.</param>
/// <param name="Cpu">Of the process, all threads.</param>
/// <param name="Groups">For each transaction, how many steps and client calls it made durable.</param>
internal sealed record Measure(TimeSpan Elapsed, TimeSpan Cpu, IReadOnlyList<int> Groups)
{
    public double CommitsPerStep => Groups.Count / (double)Groups.Sum();
}
