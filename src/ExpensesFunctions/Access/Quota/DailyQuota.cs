using System.Collections.Concurrent;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Access.Quota;

/// <summary>
/// The day's requests of each client: 1000 for itself and as many for each connected company, from midnight to midnight UTC
/// (codat-contract B095). Processes take blocks out of one count in storage, so that all together never let more through.
/// </summary>
/// <param name="store">The count.</param>
/// <param name="options">The numbers.</param>
/// <param name="time">The clock.</param>
public sealed class DailyQuota(IRequestQuotaStore store, IOptions<RateLimitOptions> options, TimeProvider time)
{
    private static readonly TimeSpan CompaniesKnown = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ClientId, Share> _shares = new();

    /// <summary>Takes one request.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How the quota stands, and whether the request is within it.</returns>
    public async Task<QuotaStanding> TakeAsync(ClientId client, CancellationToken cancellationToken)
    {
        var share = _shares.GetOrAdd(client, _ => new Share());
        await share.Gate.WaitAsync(cancellationToken);
        try
        {
            return await TakeAsync(client, share, cancellationToken);
        }
        finally
        {
            share.Gate.Release();
        }
    }

    private async Task<QuotaStanding> TakeAsync(ClientId client, Share share, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var turn = QuotaTurn.None;
        if (share.Day != today)
        {
            turn = share.IsUsedUp ? QuotaTurn.Reset : QuotaTurn.None;
            (share.Day, share.Left, share.Taken, share.IsUsedUp) = (today, 0, 0, false);
        }

        if (now - share.LimitRead >= CompaniesKnown)
        {
            var companies = await store.CountConnectedCompaniesAsync(client, cancellationToken);
            share.Limit = (int)Math.Min(int.MaxValue, options.Value.RequestsPerCompany * (1L + companies));
            share.LimitRead = now;
        }

        if (share.Left == 0)
        {
            var grant = await store.TakeAsync(client, today, options.Value.Block, share.Limit, cancellationToken);
            (share.Left, share.Taken) = (grant.Granted, grant.Taken);
        }

        var isWithin = share.Left > 0;
        share.Left -= isWithin ? 1 : 0;
        if (!isWithin && !share.IsUsedUp)
        {
            (share.IsUsedUp, turn) = (true, QuotaTurn.Reached);
        }

        var reset = new DateTimeOffset(today.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return new QuotaStanding(isWithin, share.Limit, Math.Max(0, share.Limit - share.Taken) + share.Left, reset, reset - now, turn);
    }

    private sealed class Share
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public DateOnly Day { get; set; }

        public int Limit { get; set; }

        public DateTimeOffset LimitRead { get; set; } = DateTimeOffset.MinValue;

        public int Left { get; set; }

        public int Taken { get; set; }

        public bool IsUsedUp { get; set; }
    }
}

/// <summary>How a client's quota stands after a request.</summary>
/// <param name="IsWithin">Whether the request is within it.</param>
/// <param name="Limit">The day's requests.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="Reset">When the next day begins, UTC.</param>
/// <param name="Wait">How long that is from now.</param>
/// <param name="Turn">What this request turned, as this process saw it.</param>
public sealed record QuotaStanding(bool IsWithin, int Limit, int Remaining, DateTimeOffset Reset, TimeSpan Wait, QuotaTurn Turn = QuotaTurn.None);

/// <summary>What a request turned.</summary>
public enum QuotaTurn
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is the first beyond the quota.</summary>
    Reached,

    /// <summary>It is the first of a new day after a day whose quota was used up.</summary>
    Reset,
}
