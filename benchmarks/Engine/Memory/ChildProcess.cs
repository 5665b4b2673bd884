using System.Diagnostics;

namespace Expenses.Engine.Benchmarks.Memory;

/// <summary>This program again, in a process of its own, so that its memory is only that of the measured engine.</summary>
internal static class ChildProcess
{
    public static async Task<int> RunAsync(params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments))
            ?? throw new InvalidOperationException("The process did not start.");
        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    /// <summary>Resident memory in MB after a collection; from the operating system.</summary>
    public static double ResidentMegabytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet / 1024d / 1024d;
    }

    /// <summary>Resident memory in MB as it is, garbage included.</summary>
    public static double ResidentNowMegabytes() => Environment.WorkingSet / 1024d / 1024d;
}
