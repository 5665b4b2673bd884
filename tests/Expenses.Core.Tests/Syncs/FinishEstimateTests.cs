using Expenses.Core.Connectors;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Syncs;

/// <summary>When a sync is to end, by its platform's quota and pace.</summary>
public sealed class FinishEstimateTests
{
    [Theory]
    // Requests, by batches of 50: 1, 20, 61, 200. Four at a time at two seconds each, 60 a minute.
    [InlineData(50, 2)]
    [InlineData(1_000, 10)]
    [InlineData(3_050, 60)]
    [InlineData(10_000, 180)]
    public void Of_IsTheLaterOfPaceAndQuota(int transactions, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        FinishEstimate.Of(Chunks(transactions), Platform(batch: 50, perMinute: 60, concurrent: 8), TimeSpan.FromSeconds(2)));

    [Fact]
    public void Of_NothingToPush_IsNow() =>
        Assert.Equal(TimeSpan.Zero, FinishEstimate.Of([], Platform(50, 60, 8), TimeSpan.FromSeconds(2)));

    [Fact]
    public void Of_OneChunk_PushesItsBatchesOneAfterAnother() =>
        Assert.Equal(TimeSpan.FromSeconds(20), FinishEstimate.Of([100], Platform(batch: 10, perMinute: 600, concurrent: 8), TimeSpan.FromSeconds(2)));

    [Fact]
    public void Pace_IsAssumed_ThenLearnt_NewerRequestsWeighingMore()
    {
        var pace = new PushPace();
        Assert.Equal(PushPace.Assumed, pace.Of("mqjo"));

        pace.Record("mqjo", TimeSpan.FromSeconds(10));
        pace.Record("MQJO", TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(9), pace.Of("mqjo"));
        Assert.Equal(PushPace.Assumed, pace.Of("other"));
    }

    private static List<int> Chunks(int transactions) =>
        [.. Enumerable.Range(0, (transactions + 99) / 100).Select(chunk => Math.Min(100, transactions - (chunk * 100)))];

    private static PlatformCapabilities Platform(int batch, int perMinute, int concurrent) => new()
    {
        ExpenseTypes = new HashSet<ExpenseType>(),
        CurrencyCombinations = new HashSet<CurrencyCombination>(),
        BatchSize = batch,
        RequestsPerWindow = perMinute,
        QuotaWindow = TimeSpan.FromMinutes(1),
        ConcurrentRequests = concurrent,
    };
}
