using System.Globalization;

namespace Expenses.Engine.Benchmarks;

/// <summary>Plays a disk whose sync takes longer than this machine's: a virtual disk often answers from a cache.</summary>
internal static class SlowDisk
{
    private static readonly int Milliseconds =
        int.Parse(Environment.GetEnvironmentVariable("SYNC_MILLISECONDS") ?? "0", CultureInfo.InvariantCulture);

    private static readonly ManualResetEventSlim Never = new();

    public static string Note => Milliseconds == 0 ? string.Empty : $", each made {Milliseconds} ms longer here";

    /// <summary>Stands before a commit, on the thread that writes.</summary>
    public static void Wait()
    {
        if (Milliseconds > 0)
        {
            Never.Wait(Milliseconds);
        }
    }
}
