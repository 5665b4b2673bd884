using Expenses.Core.Syncs;

namespace Expenses.Core.Tests.Syncs;

public sealed class SyncStatusTableTests
{
    // codat-contract §4.9, row by row.
    public static TheoryData<int, string, SyncOutcome> Codes => new()
    {
        { 1000, "Started", SyncOutcome.InProgress },
        { 1010, "Started", SyncOutcome.InProgress },
        { 2000, "Complete", SyncOutcome.Succeeded },
        { 2040, "Complete", SyncOutcome.Succeeded },
        { 4000, "ConfigError", SyncOutcome.Failed },
        { 4040, "NotFound", SyncOutcome.Failed },
        { 4220, "Unauthorized", SyncOutcome.Failed },
        { 4260, "BillingExpired", SyncOutcome.Failed },
        { 5000, "Error", SyncOutcome.Failed },
        { 5080, "DuplicationError", SyncOutcome.Failed },
        { 5120, "ProcessingError", SyncOutcome.Failed },
        { 5130, "PushError", SyncOutcome.Failed },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void EachCode_HasTheContractsText(int code, string text, SyncOutcome outcome)
    {
        var info = SyncStatusTable.All[(SyncStatusCode)code];

        Assert.Equal((text, outcome), (info.Text, info.Outcome));
        Assert.NotEmpty(info.Label);
        Assert.NotEmpty(info.RaisedBy);
    }

    [Fact]
    public void TheTable_HasTheTwelveCodesAndNoOther()
    {
        Assert.Equal(12, SyncStatusTable.All.Count);
        Assert.Equal(Enum.GetValues<SyncStatusCode>().Order(), SyncStatusTable.All.Keys.Order());
    }

    [Theory]
    [InlineData(1000, SyncStage.NotStarted, "NotStarted")]
    [InlineData(1000, SyncStage.Started, "Started")]
    [InlineData(1000, SyncStage.Pushing, "Pushing")]
    [InlineData(1010, SyncStage.Pushing, "Pushing")]
    [InlineData(2000, SyncStage.Finished, "Complete")]
    [InlineData(2040, SyncStage.Finished, "Complete")]
    [InlineData(5130, SyncStage.Finished, "PushError")]
    public void TextOf_IsTheStageWhileInProgress(int code, SyncStage stage, string text) =>
        Assert.Equal(text, SyncStatusTable.TextOf((SyncStatusCode)code, stage));

    [Theory]
    [InlineData(3, 0, 0, 0, 0, 2000)]
    [InlineData(0, 0, 0, 0, 0, 2040)]
    [InlineData(0, 1, 0, 0, 0, 5120)]
    [InlineData(9, 1, 0, 0, 0, 5120)]
    [InlineData(0, 0, 1, 0, 0, 5130)]
    [InlineData(9, 0, 1, 0, 0, 5130)]
    [InlineData(9, 1, 1, 0, 0, 5130)]
    [InlineData(9, 0, 0, 1, 0, 5130)]
    [InlineData(9, 1, 0, 0, 1, 5130)]
    public void FinalCode_IsTheWorstFailure(int completed, int validation, int push, int pending, int unknown, int code) =>
        Assert.Equal((SyncStatusCode)code, SyncStatusTable.FinalCode(new SyncCounts(completed, validation, push, pending, unknown)));
}
