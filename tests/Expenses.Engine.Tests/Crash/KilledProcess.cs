using System.Diagnostics;
using System.Text.Json;
using Expenses.Engine.KillHost;

namespace Expenses.Engine.Tests.Crash;

/// <summary>One life of a process with the engine: to the end of the workload, or to the SIGKILL.</summary>
internal static class KilledProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <param name="folder">With the database and the ledger; the next life goes on from it.</param>
    /// <param name="seed">Of the workload.</param>
    /// <param name="checkpointEvery">Commits between two checkpoints of the database.</param>
    /// <param name="killAtLine">The process is killed soon after this line of its output; the first one says that it opens the file.</param>
    /// <param name="pause">How much later, so that all that happens between two lines can be hit.</param>
    /// <returns>The report, or null of one that was killed.</returns>
    public static async Task<Report?> RunAsync(string folder, int seed, int checkpointEvery, int killAtLine, TimeSpan pause)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Hundreds of short lives: what a process measures of itself to get quicker is never used.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var argument in new[] { "exec", typeof(Report).Assembly.Location, folder, $"{seed}", $"{checkpointEvery}" })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var report = await ReadAsync(process, killAtLine, pause, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return report is null && process.ExitCode != 128 + 9
                ? throw new InvalidOperationException($"seed {seed}: the process ended by itself with {process.ExitCode}: {await errors}")
                : report;
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"seed {seed}: the workload of {folder} did not end within {Deadline}: {await errors}", e);
        }
    }

    private static async Task<Report?> ReadAsync(Process process, int killAtLine, TimeSpan pause, CancellationToken cancellation)
    {
        var lines = 0;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<Report>(line);
            }

            if (++lines == killAtLine)
            {
                var watch = Stopwatch.StartNew();
                SpinWait.SpinUntil(() => watch.Elapsed >= pause);
                process.Kill();
            }
        }

        return null;
    }
}
