using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Expenses.LocalHost.Telemetry;

/// <summary>
/// Ids of spans that exist before they are emitted. An orchestration's span ends days after its first activity names it as
/// parent, possibly in another process: so its id follows from the execution id, which is random, and the ids of its calls
/// from that and their sequence ids.
/// </summary>
internal static class SpanIds
{
    private const int Hex = 16;

    public static ActivitySpanId OfExecution(string executionId) => OfCall(executionId, -1);

    public static ActivitySpanId OfCall(string executionId, int taskId)
    {
        // An odd factor maps different sequence ids to different numbers.
        var seed = ulong.Parse(executionId.AsSpan(Hex, Hex), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var id = seed ^ unchecked((ulong)(taskId + 1) * 0x9E3779B97F4A7C15UL);
        return ActivitySpanId.CreateFromString(id.ToString("x16", CultureInfo.InvariantCulture));
    }

    /// <summary>Gives a started span the id that its children know.</summary>
    public static void Set(Activity span, ActivitySpanId id) => SpanId(span) = id.ToHexString();

    // There is no public way to choose a span's id; the original engine writes the same field.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanId(Activity span);
}
