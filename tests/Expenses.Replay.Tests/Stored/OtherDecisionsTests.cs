using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Expenses.Replay.Tests.Stored;

/// <summary>
/// The stored histories are sensitive: had the code decided otherwise anywhere, the replay would say so, and where. A
/// history with another decision is to today's code what today's history is to changed code.
/// </summary>
/// <param name="output">Counts.</param>
public sealed class OtherDecisionsTests(ITestOutputHelper output)
{
    private static readonly string[] Requests = ["TaskScheduled", "SubOrchestrationInstanceCreated", "TimerCreated", "EventSent"];

    public static TheoryData<string> Histories => [.. HistoryFolder.Names];

    [Theory]
    [MemberData(nameof(Histories))]
    public void AnotherNameOrTime_AtAnyDecision_IsFoundThere(string name)
    {
        var found = Each(name, Requests, (events, i) =>
        {
            var decision = events[i]!.AsObject();
            if (Kind(decision) == "TimerCreated")
            {
                decision["FireAt"] = decision["FireAt"]!.GetValue<DateTime>().AddSeconds(1);
            }
            else
            {
                decision["Name"] = "Other";
            }
        });

        Assert.All(found, one => Assert.Equal(one.Changed, one.Found));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void ACallThatIsNotInTheHistory_IsFound(string name)
    {
        var found = Each(name, Requests, (events, i) => events.RemoveAt(i));

        Assert.All(found, one => Assert.True(one.Found >= one.Changed, $"{one}"));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void ACallThatOnlyTheHistoryHas_IsFoundThere(string name)
    {
        var found = Each(name, ["OrchestratorCompleted"], (events, i) => events.Insert(i, new JsonObject
        {
            ["kind"] = "TaskScheduled",
            ["Name"] = "Removed",
            ["Version"] = "",
            ["Input"] = "[null]",
            ["EventId"] = events.Take(i).Max(one => one!["EventId"]!.GetValue<int>()) + 1,
            ["Timestamp"] = events[i]!["Timestamp"]!.DeepClone(),
        }));

        Assert.All(found, one => Assert.Equal(one.Changed, one.Found));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void AnotherEnd_IsFoundThere(string name)
    {
        // A terminated instance ends so whatever its code does.
        if (name.Contains("terminated", StringComparison.Ordinal) && !name.StartsWith("Sync", StringComparison.Ordinal))
        {
            return;
        }

        var found = Each(name, ["ExecutionCompleted"], (events, i) => events[i]!["Status"] = events[i]!["Status"]!.GetValue<int>() == 3 ? 1 : 3);

        Assert.All(found, one => Assert.Equal(one.Changed, one.Found));
    }

    private List<(int Changed, int Found)> Each(string name, string[] kinds, Action<JsonArray, int> change)
    {
        var found = new List<(int Changed, int Found)>();
        var length = Events(Parse(name)).Count;
        for (var i = 0; i < length; i++)
        {
            var history = Parse(name);
            if (!kinds.Contains(Kind(Events(history)[i]!), StringComparer.Ordinal))
            {
                continue;
            }

            change(Events(history), i);
            var report = HistoryFolder.Verify(history.ToJsonString());
            Assert.False(report.Matches, $"event {i} is changed and nothing is found");
            found.Add((i, report.Difference!.Event));
        }

        output.WriteLine($"{found.Count} changes, all found");
        Assert.NotEmpty(found);
        return found;
    }

    private static JsonNode Parse(string name) => JsonNode.Parse(HistoryFolder.Read(name))!;

    private static JsonArray Events(JsonNode history) => history["events"]!.AsArray();

    private static string Kind(JsonNode value) => value["kind"]!.GetValue<string>();
}
