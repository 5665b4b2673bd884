using Expenses.Core.Telemetry;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Entities;

/// <summary>
/// The request quota of one connection: who may call the platform from when, over all syncs and receipts together, so
/// that we never run into its limit (design section 3 step 5; performance G2).
/// </summary>
/// <param name="time">The clock; an entity is not replayed, so it may read it.</param>
public sealed class PlatformQuota(TimeProvider time) : TaskEntity<PlatformQuotaState>
{
    // The window is kept as counts per sixtieth: a bounded state, at the price of giving out at most 1/60 less than allowed.
    private const int Slots = 60;

    /// <summary>Runs the entity.</summary>
    /// <param name="dispatcher">The operation.</param>
    /// <returns>When it is done.</returns>
    [Function(nameof(PlatformQuota))]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<PlatformQuota>();

    /// <summary>Gives permits: the first time at which all of them fit into every window that holds it.</summary>
    /// <param name="lease">How many, and the platform's quota.</param>
    /// <returns>From when they may be used.</returns>
    public QuotaGrantV1 Lease(QuotaLeaseV1 lease)
    {
        var slotTicks = Math.Max(TimeSpan.FromSeconds(lease.WindowSeconds).Ticks / Slots, 1);
        var now = time.GetUtcNow();
        var earliest = now > State.NotBefore ? now : State.NotBefore;
        var permits = Math.Min(lease.Permits, lease.RequestsPerWindow);
        var slot = earliest.UtcTicks / slotTicks;
        Forget(slot);
        while (!Fits(slot, permits, lease.RequestsPerWindow))
        {
            slot++;
        }

        State.Used[slot] = UsedIn(slot) + permits;
        ExpensesMetrics.QuotaLeft(1 - (UsedUpTo(slot) / (double)lease.RequestsPerWindow));
        var start = new DateTimeOffset(slot * slotTicks, TimeSpan.Zero);
        return new QuotaGrantV1(start > earliest ? start : earliest);
    }

    /// <summary>Gives nothing out for as long as the platform asked.</summary>
    /// <param name="throttle">For how long.</param>
    public void Throttle(QuotaThrottleV1 throttle)
    {
        var until = time.GetUtcNow().AddSeconds(throttle.RetryAfterSeconds);
        State.NotBefore = until > State.NotBefore ? until : State.NotBefore;
    }

    /// <inheritdoc />
    protected override PlatformQuotaState InitializeState(TaskEntityOperation entityOperation) => new();

    // One slot more than the window on either side: the first and the last are only partly in it. Permits given for later
    // slots count as well, since a window that starts here reaches them.
    private bool Fits(long slot, int permits, int limit)
    {
        for (var first = slot - Slots; first <= slot; first++)
        {
            var used = 0;
            for (var each = first; each <= first + Slots; each++)
            {
                used += UsedIn(each);
            }

            if (used + permits > limit)
            {
                return false;
            }
        }

        return true;
    }

    // Of the window that ends with the slot; it may have been lowered meanwhile.
    private int UsedUpTo(long slot) =>
        (int)Math.Min(State.Used.Where(used => used.Key <= slot && used.Key > slot - Slots).Sum(used => (long)used.Value), int.MaxValue);

    private int UsedIn(long slot) => State.Used.TryGetValue(slot, out var used) ? used : 0;

    private void Forget(long current)
    {
        foreach (var old in State.Used.Keys.Where(slot => slot < current - Slots).ToList())
        {
            State.Used.Remove(old);
        }
    }
}

/// <summary>The state of a quota.</summary>
public sealed class PlatformQuotaState
{
    /// <summary>Permits given per slot; a slot is a sixtieth of the window, numbered from the start of the calendar.</summary>
    public IDictionary<long, int> Used { get; init; } = new Dictionary<long, int>();

    /// <summary>Nothing is given out before, UTC.</summary>
    public DateTimeOffset NotBefore { get; set; }
}
