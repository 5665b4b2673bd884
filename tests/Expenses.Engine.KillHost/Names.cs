namespace Expenses.Engine.KillHost;

/// <summary>Names that follow from an instance and a place in its program.</summary>
internal static class Names
{
    public static string Effect(string instanceId, int at) => $"{instanceId}#{at}";

    public static string Effect(string instanceId, int at, int part) => $"{instanceId}#{at}.{part}";

    public static string Child(string instanceId, int at) => $"{instanceId}-{at}";

    public static string Event(int at) => $"go-{at}";

    /// <summary>The same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static long Value(string key) => key.Aggregate(17L, (sum, c) => Mix(sum, c));

    public static long Mix(long sum, long value) => ((sum * 31) + value) % 1_000_000_007;
}
