using Expenses.Core.Syncs;

namespace Expenses.Core.Tests.Syncs;

public sealed class SyncRecordTests
{
    [Theory]
    [InlineData(0, 1000)]
    [InlineData(600, 1000)]
    [InlineData(601, 1010)]
    public void CodeAt_QueuedSync_Reads1010AfterTenMinutes(int seconds, int code) =>
        Assert.Equal((SyncStatusCode)code, SyncExample.Queued.CodeAt(SyncExample.Noon.AddSeconds(seconds)));

    [Theory]
    [InlineData(3600 + 600, 1000)]
    [InlineData(3600 + 601, 1010)]
    public void CodeAt_StartedSync_CountsFromItsStart(int seconds, int code)
    {
        var sync = SyncExample.Queued.Start(SyncExample.Noon.AddHours(1));

        Assert.Equal((SyncStatusCode)code, sync.CodeAt(SyncExample.Noon.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(600, 1000)]
    [InlineData(601, 1010)]
    public void CodeAt_RetryOfAnOldSync_CountsFromTheRetry(int seconds, int code)
    {
        var retried = SyncExample.Noon.AddDays(2);

        Assert.Equal((SyncStatusCode)code, SyncExample.At(SyncStage.Finished).Retry(retried).CodeAt(retried.AddSeconds(seconds)));
    }

    [Fact]
    public void CodeAt_FinishedSync_NeverChanges() => Assert.Equal(
        SyncStatusCode.PushError,
        SyncExample.At(SyncStage.Finished).CodeAt(SyncExample.Noon.AddYears(1)));
}
