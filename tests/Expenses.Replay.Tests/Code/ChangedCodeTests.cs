using Expenses.LocalHost.Replay;

namespace Expenses.Replay.Tests.Code;

/// <summary>A change of an orchestrator that running instances would not survive is found by playing a stored history to it.</summary>
/// <param name="recorded">The history, made by the unchanged code.</param>
public sealed class ChangedCodeTests(RecordedOrder recorded) : IClassFixture<RecordedOrder>
{
    [Fact]
    public void UnchangedCode_DecidesAsItDid()
    {
        var report = new HistoryReplay([typeof(Order)]).Verify(recorded.History);

        Assert.True(report.Matches, report.ToString());
        // Check, Refuse, timer, child, signal, Pack, Ship and the end.
        Assert.Equal((8, recorded.History.Count), (report.Decisions, report.Events));
    }

    [Theory]
    [InlineData(Change.RenamedActivity, "TaskScheduled", "an activity named 'Check' with sequence ID 0", "an activity named 'Verify' with sequence ID 0")]
    [InlineData(Change.ReorderedCalls, "TaskScheduled", "an activity named 'Pack' with sequence ID 5", "an activity named 'Ship' with sequence ID 5")]
    [InlineData(Change.RemovedCall, "TaskScheduled", "an activity named 'Refuse' with sequence ID 1", "a timer due at ")]
    [InlineData(Change.AddedCall, "TaskScheduled", "an activity named 'Refuse' with sequence ID 1", "an activity named 'Audit' with sequence ID 1")]
    [InlineData(Change.AddedLastCall, "ExecutionCompleted", "the end of the orchestration as Completed", "an activity named 'Audit' with sequence ID 7")]
    [InlineData(Change.AddedParallelCall, "OrchestratorCompleted", "nothing more in this step", "an activity named 'Audit' with sequence ID 7")]
    [InlineData(Change.OtherKind, "TaskScheduled", "an activity named 'Refuse' with sequence ID 1", "a sub-orchestration named 'Child' with the id ")]
    [InlineData(Change.OtherChild, "SubOrchestrationInstanceCreated", "a sub-orchestration named 'Child' with the id 'order-1:child' with sequence ID 3", "with the id 'another'")]
    [InlineData(Change.OtherReceiver, "EventSent", "a message named 'Add' to '@counter@one'", "a message named 'Add' to '@counter@two'")]
    [InlineData(Change.OtherOperation, "EventSent", "a message named 'Add' to '@counter@one'", "a message named 'Put' to '@counter@one'")]
    [InlineData(Change.EarlyEnd, "SubOrchestrationInstanceCreated", "a sub-orchestration named 'Child'", "the end of the orchestration as Completed")]
    [InlineData(Change.LateEnd, "ExecutionCompleted", "the end of the orchestration as Completed", "nothing: the orchestrator waits for something else")]
    [InlineData(Change.OtherFailure, "ExecutionCompleted", "the end of the orchestration as Completed", "the end of the orchestration as Failed (System.FormatException: today)")]
    [InlineData(Change.ForeignTask, "TimerCreated", "a timer due at ", "the end of the orchestration as Failed (System.InvalidOperationException: An invalid asynchronous invocation was detected")]
    [InlineData(Change.OnlyInReplay, "TaskScheduled", "an activity task named 'Refuse' with sequence ID 1", "a replay that scheduled an activity task named 'Audit' in its place")]
    public void ChangedCode_IsFound_WithWhatWasExpectedWhatCameAndAtWhichEvent(Change change, string kind, string expected, string came)
    {
        var difference = Verify(change).Difference;

        Assert.NotNull(difference);
        Assert.StartsWith(expected, difference.Expected, StringComparison.Ordinal);
        Assert.Contains(came, difference.Came, StringComparison.Ordinal);
        Assert.Equal(kind, difference.Kind);
        Assert.Equal(kind, KindOf(difference.Event));
        Assert.Equal($"event {difference.Event} ({kind}): expected {difference.Expected}; came {difference.Came}.", difference.ToString());
    }

    [Fact]
    public void AChangedTimer_IsFound_WithBothTimes()
    {
        var difference = Verify(Change.ChangedTimer).Difference!;

        var times = new[] { difference.Expected, difference.Came }
            .Select(text => DateTimeOffset.Parse(text["a timer due at ".Length..text.IndexOf(" with", StringComparison.Ordinal)], null)).ToList();
        Assert.Equal(TimeSpan.FromHours(1), times[1] - times[0]);
    }

    [Fact]
    public void EveryChange_HasItsTest() => Assert.All(
        Enum.GetValues<Change>().Except([Change.None]), change => Assert.False(Verify(change).Matches, change.ToString()));

    [Fact]
    public void AnOrchestratorThatIsGone_IsFound()
        => Assert.Contains("The function 'Order' doesn't exist", new HistoryReplay([typeof(Counter)]).Verify(recorded.History).Difference!.Came, StringComparison.Ordinal);

    private string KindOf(int number)
    {
        using var json = System.Text.Json.JsonDocument.Parse(recorded.History.ToJson());
        return json.RootElement.GetProperty("events")[number].GetProperty("kind").GetString()!;
    }

    private ReplayReport Verify(Change change)
        => new HistoryReplay(new OneOrchestrator(Order.Name, async context => await Order.RunAsync(context, change))).Verify(recorded.History);
}
