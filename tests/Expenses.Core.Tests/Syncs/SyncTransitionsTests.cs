using Expenses.Core.Syncs;

namespace Expenses.Core.Tests.Syncs;

public sealed class SyncTransitionsTests
{
    private static readonly DateTimeOffset Later = SyncExample.Noon.AddMinutes(5);

    // From a stage (row) the moves start, push, finish and retry are legal (1) or not (0).
    [Theory]
    [InlineData(SyncStage.NotStarted, true, false, true, false)]
    [InlineData(SyncStage.Started, true, true, true, false)]
    [InlineData(SyncStage.Pushing, false, true, true, false)]
    [InlineData(SyncStage.Finished, false, false, false, true)]
    public void Moves_AreLegalAsInTheTable(SyncStage from, bool start, bool push, bool finish, bool retry)
    {
        var sync = SyncExample.At(from);

        AssertMove(start, from, "Started", () => sync.Start(Later).Stage);
        AssertMove(push, from, "Pushing", () => sync.Push(1).Stage);
        AssertMove(finish, from, "Finished", () => sync.Finish(SyncStatusCode.Complete, true, "", "", Later).Stage);
        AssertMove(retry, from, "NotStarted", () => sync.Retry(Later).Stage);
    }

    [Fact]
    public void Start_AgainAfterACrash_KeepsTheFirstStart()
    {
        var started = SyncExample.At(SyncStage.Started);

        Assert.Same(started, started.Start(Later));
    }

    [Fact]
    public void Finish_FillsInTheEnd()
    {
        var sync = SyncExample.At(SyncStage.Pushing).Finish(SyncStatusCode.ServerError, false, "readable", "technical", Later);

        Assert.Equal(
            (SyncStatusCode.ServerError, false, "readable", "technical", (DateTimeOffset?)Later, true),
            (sync.Code, sync.DataPushed, sync.ErrorMessage, sync.SyncExceptionMessage, sync.Completed, sync.IsFinished));
    }

    [Fact]
    public void Finish_SameCodeAgain_ChangesNothing()
    {
        var sync = SyncExample.At(SyncStage.Finished);

        Assert.Same(sync, sync.Finish(SyncStatusCode.PushError, false, "other", "other", Later));
    }

    [Theory]
    [InlineData(SyncStatusCode.InProgress)]
    [InlineData(SyncStatusCode.LongRunning)]
    public void Finish_WithACodeThatIsNotFinal_Throws(SyncStatusCode code) => Assert.Throws<ArgumentOutOfRangeException>(
        () => SyncExample.At(SyncStage.Pushing).Finish(code, false, "", "", Later));

    [Fact]
    public void Retry_QueuesTheNextAttempt_AndKeepsWhenItWasAskedFor()
    {
        var before = SyncExample.At(SyncStage.Finished);
        var sync = before.Retry(Later);

        Assert.Equal((SyncStage.NotStarted, SyncStatusCode.InProgress, 1), (sync.Stage, sync.Code, sync.Attempt));
        Assert.Equal((SyncExample.Noon, Later), (sync.Requested, sync.Retried));
        Assert.Null(sync.Started);
        Assert.Null(sync.Completed);
        Assert.Equal(("", ""), (sync.ErrorMessage, sync.SyncExceptionMessage));
    }

    [Fact]
    public void Retry_ThatWritesNothing_StillSaysThatDataWasPushed()
    {
        var retried = SyncExample.At(SyncStage.Finished).Retry(Later).Start(Later).Push(1)
            .Finish(SyncStatusCode.PushError, dataPushed: false, "", "", Later);

        Assert.True(retried.DataPushed);
    }

    private static void AssertMove(bool legal, SyncStage from, string to, Func<SyncStage> move)
    {
        if (legal)
        {
            Assert.Equal(to, move().ToString());
            return;
        }

        var message = Assert.Throws<InvalidOperationException>(() => move()).Message;
        Assert.Contains(from.ToString(), message, StringComparison.Ordinal);
        Assert.Contains(to, message, StringComparison.Ordinal);
    }
}
