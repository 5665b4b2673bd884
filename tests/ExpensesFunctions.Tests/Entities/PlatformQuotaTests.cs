using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Entities;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Entities;

/// <summary>The quota never gives out more than the platform takes in any window (I10), and little less (G2).</summary>
/// <param name="output">The test's output.</param>
public sealed class PlatformQuotaTests(ITestOutputHelper output)
{
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 10, 5, 12, 0, 0, TimeSpan.Zero));

    private EntityUnderTest Quota() => new(() => new PlatformQuota(_time));

    [Fact]
    public async Task Lease_WithinTheQuota_MayBeUsedAtOnce()
    {
        var grant = await Quota().CallAsync<QuotaGrantV1>("Lease", new QuotaLeaseV1(25, 60, 60));

        Assert.Equal(_time.GetUtcNow(), grant!.NotBefore);
    }

    [Fact]
    public async Task Lease_BeyondTheQuota_WaitsUntilTheWindowHasMovedOn()
    {
        var quota = Quota();
        await quota.CallAsync<QuotaGrantV1>("Lease", new QuotaLeaseV1(60, 60, 60));

        var next = await quota.CallAsync<QuotaGrantV1>("Lease", new QuotaLeaseV1(1, 60, 60));

        Assert.InRange(next!.NotBefore - _time.GetUtcNow(), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task Throttle_NothingIsGivenOutBefore()
    {
        var quota = Quota();
        await quota.SignalAsync("Throttle", new QuotaThrottleV1(30));

        var grant = await quota.CallAsync<QuotaGrantV1>("Lease", new QuotaLeaseV1(1, 60, 60));

        Assert.True(grant!.NotBefore - _time.GetUtcNow() >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Lease_AtRandomTimes_NoWindowHoldsMoreThanTheQuota_AndTheStateStaysSmall()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const int Limit = 100;
        var quota = Quota();
        var granted = new List<DateTimeOffset>();
        for (var i = 0; i < 400; i++)
        {
            var permits = random.Next(1, 12);
            var grant = await quota.CallAsync<QuotaGrantV1>("Lease", new QuotaLeaseV1(permits, Limit, 60));
            granted.AddRange(Enumerable.Repeat(grant!.NotBefore, permits));
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 2500)));
        }

        granted.Sort();
        var fullest = granted.Max(from => granted.Count(at => at >= from && at < from.AddSeconds(60)));
        var span = (granted[^1] - granted[0]).TotalMinutes;
        output.WriteLine($"{granted.Count} permits in {span:0.0} minutes, at most {fullest} in a window of {Limit}, state {quota.StateBytes} bytes");
        Assert.True(fullest <= Limit, $"{fullest} permits in one window");
        Assert.True(granted.Count / span >= 0.9 * Limit, $"only {granted.Count / span:0} permits a minute of {Limit}");
        Assert.True(quota.StateBytes < 4096, $"{quota.StateBytes} bytes of state");
    }
}
