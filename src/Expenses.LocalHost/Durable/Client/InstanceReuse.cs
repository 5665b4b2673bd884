using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>Which existing instances a start may replace (durable-semantics §9).</summary>
internal static class InstanceReuse
{
    public static Func<OrchestrationRuntimeStatus, bool> From(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
        {
            return InstanceStart.WhenEnded;
        }

        var kept = dedupeStatuses.Select(Parse).ToHashSet();
        OrchestrationRuntimeStatus[] running =
            [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];
        if (kept.Contains(OrchestrationRuntimeStatus.Terminated) && running.Any(status => !kept.Contains(status)))
        {
            throw new ArgumentException(
                "A running instance is terminated before it is replaced: 'Terminated' can't be kept while a running status may be replaced.",
                nameof(dedupeStatuses));
        }

        return status => !kept.Contains(status);
    }

    private static OrchestrationRuntimeStatus Parse(string status)
        => Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
            && StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(parsed)
                ? parsed
                : throw new ArgumentException($"'{status}' is not a status that can be kept.", nameof(status));
}
