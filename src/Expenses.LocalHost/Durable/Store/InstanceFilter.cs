using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Bounds are inclusive; the prefix is lower case and matched without regard to case (durable-semantics §10).</summary>
internal sealed record InstanceFilter(DateTime From, DateTime To, long StatusMask, string Prefix)
{
    public static InstanceFilter Of(
        DateTimeOffset? from, DateTimeOffset? to, IEnumerable<OrchestrationRuntimeStatus>? statuses, string? prefix = null)
    {
        long mask = 0;
        foreach (var status in statuses ?? [])
        {
            mask |= 1L << (int)status;
        }

        return new InstanceFilter(
            from?.UtcDateTime ?? DateTime.MinValue,
            to?.UtcDateTime ?? DateTime.MaxValue,
            mask == 0 ? -1 : mask,
            prefix?.ToLowerInvariant() ?? string.Empty);
    }
}
