using Expenses.LocalHost.Durable;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Benchmarks.Memory;

/// <summary>An engine with default bounds on the file of a given folder.</summary>
internal static class MeasuredEngine
{
    public static DurableEngine Open(string folder) => new(
        new DurableEngineOptions { DatabasePath = Path.Combine(folder, "durable.db") },
        new BenchmarkFunctions(),
        TimeProvider.System,
        NullLoggerFactory.Instance);
}
