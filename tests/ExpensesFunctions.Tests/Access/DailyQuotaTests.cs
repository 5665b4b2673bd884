using Expenses.Core.Identifiers;
using Expenses.Testing;
using ExpensesFunctions.Access.Quota;
using ExpensesFunctions.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Tests.Access;

/// <summary>The day's requests of a client (codat-contract B095).</summary>
public sealed class DailyQuotaTests
{
    private static readonly ClientId Client = new("client");

    private readonly InMemoryQuotas _store = new();
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(3, 4000)]
    public async Task Take_GrowsWithConnectedCompanies(int companies, int limit)
    {
        _store.ConnectedCompanies = companies;

        var standing = await Quota().TakeAsync(Client, CancellationToken.None);

        Assert.Equal(limit, standing.Limit);
        Assert.Equal(limit - 1, standing.Remaining);
    }

    [Fact]
    public async Task Take_TwoProcesses_NeverLetThroughMoreThanTheLimit()
    {
        var (one, two) = (Quota(perCompany: 50), Quota(perCompany: 50));
        var within = 0;
        for (var request = 0; request < 60; request++)
        {
            within += (await one.TakeAsync(Client, CancellationToken.None)).IsWithin ? 1 : 0;
            within += (await two.TakeAsync(Client, CancellationToken.None)).IsWithin ? 1 : 0;
        }

        Assert.Equal(50, within);
    }

    [Fact]
    public async Task Take_ABlockAtATime_SparesStorage()
    {
        var quota = Quota();
        for (var request = 0; request < 40; request++)
        {
            await quota.TakeAsync(Client, CancellationToken.None);
        }

        Assert.Equal(2, _store.Calls);
    }

    [Fact]
    public async Task Take_AtMidnightUtc_BeginsAnew()
    {
        var quota = Quota(perCompany: 1);
        await quota.TakeAsync(Client, CancellationToken.None);
        var refused = await quota.TakeAsync(Client, CancellationToken.None);
        var again = await quota.TakeAsync(Client, CancellationToken.None);

        _time.Advance(refused.Wait);
        var next = await quota.TakeAsync(Client, CancellationToken.None);

        Assert.False(refused.IsWithin);
        Assert.True(next.IsWithin);
        Assert.Equal(refused.Reset, _time.GetUtcNow());
        Assert.Equal([QuotaTurn.Reached, QuotaTurn.None, QuotaTurn.Reset], [refused.Turn, again.Turn, next.Turn]);
    }

    private DailyQuota Quota(int perCompany = 1000) =>
        new(_store, Options.Create(new RateLimitOptions { Enabled = true, RequestsPerCompany = perCompany }), _time);
}
