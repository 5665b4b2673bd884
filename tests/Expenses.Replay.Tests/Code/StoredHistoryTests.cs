using Expenses.LocalHost.Replay;

namespace Expenses.Replay.Tests.Code;

/// <summary>The file of a stored history.</summary>
/// <param name="recorded">A history.</param>
public sealed class StoredHistoryTests(RecordedOrder recorded) : IClassFixture<RecordedOrder>
{
    [Fact]
    public void AFile_HoldsTheWholeHistory()
    {
        var text = recorded.History.With("An order that is approved.").ToJson();
        var read = StoredHistory.Parse(text);

        Assert.Equal(text, read.ToJson());
        Assert.Equal(("Order", "", "order-1", recorded.History.Count), (read.Orchestrator, read.Version, read.InstanceId, read.Count));
        Assert.Equal("An order that is approved.", read.Note);
        Assert.True(new HistoryReplay([typeof(Order)]).Verify(read).Matches);
    }

    [Fact]
    public void AFile_HasOneLineForEachEvent()
        => Assert.Equal(recorded.History.Count, recorded.History.ToJson().Split('\n').Count(line => line.StartsWith("    {\"kind\":", StringComparison.Ordinal)));

    [Fact]
    public void AFile_HasNoStackTrace()
    {
        Assert.Contains("o is refused", recorded.History.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("StackTrace", recorded.History.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no stored history")]
    [InlineData("[]", "no stored history")]
    [InlineData("{}", "no stored history")]
    [InlineData("""{"format":"1"}""", "no stored history")]
    [InlineData("""{"format":2,"instanceId":"a","events":[]}""", "format 2")]
    [InlineData("""{"format":1,"instanceId":"a","events":[]}""", "no start")]
    [InlineData("""{"format":1,"instanceId":"a","events":[{"kind":"Unheard","Timestamp":"2026-01-01T00:00:00Z"}]}""", "no stored history")]
    [InlineData("""{"format":1,"instanceId":"a","events":[{"kind":"OrchestratorStarted"}]}""", "no stored history")]
    public void AnythingElse_IsRefusedWithTheReason(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => StoredHistory.Parse(text)).Message, StringComparison.Ordinal);
}
