using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Expenses.Simulation;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Simulation;

/// <summary>
/// The engine on one thread: what happens next is chosen by a seed, clients call whenever, and workers die on the way.
/// SIMULATION_SEEDS and SIMULATION_FIRST_SEED in the environment ask for more seeds, or others.
/// </summary>
[Trait("Lane", "long")]
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Number("SIMULATION_SEEDS", 150);

    private static readonly int Lanes = Math.Min(4, Environment.ProcessorCount);

    private static readonly int First = Number("SIMULATION_FIRST_SEED", 1);

    [Fact]
    public async Task Whatever_comes_first_and_whoever_dies_the_outcome_is_that_of_an_undisturbed_run()
    {
        var expected = (await SeededRun.OfAsync(new FirstComeFirstServed())).Outcome;
        output.WriteLine(expected);
        var (deaths, choices, calls) = (0, 0, 0);
        // An engine is for one thread, but each may have its own.
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(async () =>
        {
            for (var seed = First + lane; seed < First + Seeds; seed += Lanes)
            {
                var policy = new SeededPolicy(seed);
                var run = await RunAsync(policy);
                Assert.True(expected == run.Outcome, $"seed {seed}:\n{run.Outcome}\ninstead of\n{expected}");
                Interlocked.Add(ref deaths, policy.Deaths);
                Interlocked.Add(ref choices, run.Trace.AsSpan().Count('\n'));
                Interlocked.Add(ref calls, run.Trace.AsSpan().Count(" client "));
            }
        })));

        output.WriteLine($"{Seeds} seeds, {deaths} deaths, {choices} lines of traces, {calls} of calls of clients");
        Assert.True(deaths > Seeds, $"only {deaths} deaths");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var traces = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 12; seed++)
        {
            var first = (await SeededRun.OfAsync(seed)).Trace;
            var second = (await SeededRun.OfAsync(seed)).Trace;
            Assert.True(first == second, $"seed {seed} gave two traces");
            Assert.True(traces.Add(first), $"seed {seed} gave the trace of another one");
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Another_process_gives_the_same_trace(int seed)
    {
        var here = (await SeededRun.OfAsync(seed)).Trace;

        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SimulationTests).Assembly.Location, "trace", $"{seed}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var there = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(here, there);
        output.WriteLine($"seed {seed}: {here.Length} characters, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(here)))}");
    }

    private static int Number(string variable, int otherwise)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    private static async Task<SeededRun> RunAsync(SeededPolicy policy)
    {
        try
        {
            return await SeededRun.OfAsync(policy, policy.Seed);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"seed {policy.Seed}: {e.Message}", e);
        }
    }
}
