using Expenses.Engine.Benchmarks.Scenarios;

namespace Expenses.Engine.Benchmarks;

/// <summary>Runs the workloads in rounds and prints medians, each beside the raw commits of the same run.</summary>
internal static class Speed
{
    private static readonly Dictionary<string, (double Seconds, double Cpu)> Results = new(StringComparer.Ordinal);

    public static async Task<int> RunAsync(string part, int rounds)
    {
        Console.WriteLine($"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {Environment.Version}, median of {rounds} rounds");
        Console.WriteLine($"raw single-row durable commits: {RawCommits.SingleRowRate():0}/s now{SlowDisk.Note}");
        Console.WriteLine();
        Console.WriteLine("| workload | units | s | units/s | lowest..highest | CPU µs/unit | steps | commits | commits/step | raw s, same commits | times raw |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var workload in Workloads.All.Where(w => w.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            await MeasureAsync(workload, rounds);
        }

        Console.WriteLine();
        PrintExponents("sequence", "(a) sequence of 100", "(a) sequence of 10000");
        PrintExponents("flat fan-out", "(b) flat 100", "(b) flat 10000");
        PrintExponents("chunked fan-out", "(b) chunked 100", "(b) chunked 10000");
        Console.WriteLine($"raw single-row durable commits: {RawCommits.SingleRowRate():0}/s now");
        return 0;
    }

    private static async Task MeasureAsync(Workload workload, int rounds)
    {
        // The first run compiles the code.
        await EngineRun.MeasureAsync(workload.WarmUp.RunAsync);
        var measures = new List<Measure>();
        var raws = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            measures.Add(await EngineRun.MeasureAsync(workload.RunAsync));
            raws.Add(RawCommits.Measure(measures[^1].Groups));
        }

        raws.Sort();

        measures.Sort((a, b) => a.Elapsed.CompareTo(b.Elapsed));
        var median = measures[rounds / 2];
        var raw = raws[rounds / 2].TotalSeconds;
        var (seconds, cpu) = (median.Elapsed.TotalSeconds, measures.Min(m => m.Cpu).TotalSeconds);
        Results[workload.Name] = (seconds, cpu);
        Console.WriteLine(
            $"| {workload.Name} | {workload.Units} | {seconds:0.000} | {workload.Units / seconds:0} "
            + $"| {workload.Units / measures[^1].Elapsed.TotalSeconds:0}..{workload.Units / measures[0].Elapsed.TotalSeconds:0} "
            + $"| {cpu * 1e6 / workload.Units:0} | {median.Groups.Sum()} | {median.Groups.Count} | {median.CommitsPerStep:0.000} "
            + $"| {raw:0.000} | {seconds / raw:0.0} |");
    }

    // Of total work over two decades; processor time is the steadier one on a machine with other guests.
    private static void PrintExponents(string title, string small, string large)
    {
        if (Results.TryGetValue(small, out var from) && Results.TryGetValue(large, out var to))
        {
            Console.WriteLine(
                $"growth exponent 10^2..10^4, {title}: time {Exponent(from.Seconds, to.Seconds):0.00}, processor {Exponent(from.Cpu, to.Cpu):0.00}");
        }
    }

    private static double Exponent(double small, double large) => Math.Log10(large / small) / 2;
}
