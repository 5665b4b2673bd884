using System.Diagnostics;
using Expenses.Engine.Benchmarks.Scenarios;
using Expenses.LocalHost;

namespace Expenses.Engine.Benchmarks;

/// <summary>
/// The engine as an app meets it: each activity and each replay is a function invocation with its own scope, binding and
/// middleware. What it costs more than <see cref="Speed"/> is LocalHost's invocation, not the engine.
/// </summary>
internal static class Hosted
{
    private static readonly string[] Names = ["(a) sequence of 1000", "(b) flat 10000", "(b) chunked 10000", "(c) 1000 instances of 5 steps"];

    public static async Task<int> RunAsync(int rounds)
    {
        Console.WriteLine("| workload, as functions of an app | units | s | units/s |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var workload in Workloads.All.Where(w => Names.Contains(w.Name)))
        {
            await MeasureAsync(workload.WarmUp);
            var seconds = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                seconds.Add(await MeasureAsync(workload));
            }

            seconds.Sort();
            var median = seconds[rounds / 2];
            Console.WriteLine($"| {workload.Name} | {workload.Units} | {median:0.000} | {workload.Units / median:0} |");
        }

        return 0;
    }

    private static async Task<double> MeasureAsync(Workload workload)
    {
        var folder = Directory.CreateTempSubdirectory("hosted-").FullName;
        double seconds;
        await using (var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [typeof(HostedFunctions)],
            DatabasePath = Path.Combine(folder, "durable.db"),
            Urls = "http://127.0.0.1:0",
        }))
        {
            await host.StartAsync();
            var watch = Stopwatch.StartNew();
            await workload.RunAsync(host.DurableTaskClient);
            seconds = watch.Elapsed.TotalSeconds;
            await host.StopAsync();
        }

        Directory.Delete(folder, recursive: true);
        return seconds;
    }
}
