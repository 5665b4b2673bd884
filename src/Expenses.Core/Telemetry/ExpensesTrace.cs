using System.Diagnostics;

namespace Expenses.Core.Telemetry;

/// <summary>
/// The service's own spans, and the one id that goes with a piece of work from its request to its webhook: the id of its
/// trace. Where work is handed on through a record or a queue, the trace parent is written down with it.
/// </summary>
public static class ExpensesTrace
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "Expenses";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The W3C trace parent of what goes on here; null when nothing is traced.</summary>
    public static string? Parent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Names the work in logs, records, answers and webhooks: 32 hexadecimal characters; null when nothing is traced.</summary>
    public static string? CorrelationId => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.TraceId.ToHexString() : null;

    /// <summary>Starts a span below the one that is current.</summary>
    /// <param name="name">Its name: few different ones, never an id.</param>
    /// <param name="kind">Its kind.</param>
    /// <returns>The span; null when nobody listens.</returns>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>
    /// Goes on with work that was handed on. What is current in another trace, such as the span of a queue trigger, is linked to.
    /// </summary>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="parent">The trace parent that was written down; null or unreadable, and the span is below the current one.</param>
    /// <returns>The span; null when nobody listens.</returns>
    public static Activity? Continue(string name, ActivityKind kind, string? parent)
    {
        if (!ActivityContext.TryParse(parent, null, isRemote: true, out var origin))
        {
            return Start(name, kind);
        }

        return Activity.Current switch
        {
            { IdFormat: ActivityIdFormat.W3C } here when here.TraceId == origin.TraceId => Start(name, kind),
            { IdFormat: ActivityIdFormat.W3C } elsewhere => Source.StartActivity(name, kind, origin, links: [new ActivityLink(elsewhere.Context)]),
            _ => Source.StartActivity(name, kind, origin),
        };
    }

    /// <summary>Says that a span's work failed.</summary>
    /// <param name="span">The span.</param>
    /// <param name="reason">A word of ours, such as a failure's category: no payload, no secret.</param>
    public static void Fail(this Activity? span, string reason) => span?.SetStatus(ActivityStatusCode.Error, reason);
}
