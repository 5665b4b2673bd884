using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Expenses.Simulation;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Simulation;

/// <summary>The engine on one thread: what happens next is chosen by a seed, and workers die on the way.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 500;

    [Fact]
    public async Task Whatever_comes_first_and_whoever_dies_the_outcome_is_that_of_an_undisturbed_run()
    {
        var expected = (await SeededRun.OfAsync(new FirstComeFirstServed())).Outcome;
        output.WriteLine(expected);
        var deaths = 0;
        var choices = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var policy = new SeededPolicy(seed);
            var run = await RunAsync(policy);
            Assert.True(expected == run.Outcome, $"seed {seed}:\n{run.Outcome}\ninstead of\n{expected}");
            deaths += policy.Deaths;
            choices += run.Trace.AsSpan().Count('\n');
        }

        output.WriteLine($"{Seeds} seeds, {deaths} deaths, {choices} lines of traces");
        Assert.True(deaths > Seeds, $"only {deaths} deaths");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var traces = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 40; seed++)
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
