using Expenses.SampleRun.Progress;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

public sealed class LineProgressTests
{
    [Fact]
    public async Task Follow_PrintsChangesAtMostOncePerSecondAndAlwaysTheEnd()
    {
        using var output = new StringWriter();
        var clock = new HurriedTime();
        var statuses = new[] { Run("Running", 1), Run("Running", 2), Run("Running", 2), Run("Running", 3), Run("Completed", 4) };

        await new LineProgress(output, clock).FollowAsync(Every(TimeSpan.FromMilliseconds(600), clock, statuses), default);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("pushed 2/4", lines[0], StringComparison.Ordinal);
        Assert.Contains("pushed 3/4", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Completed", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    private static RunStatus Run(string status, int pushed) =>
        new() { RunId = "r", Status = status, Progress = new RunCounts(4, 1, pushed, 0, 0, 0, 0, 0) };

    private static async IAsyncEnumerable<RunStatus> Every(TimeSpan pause, HurriedTime clock, RunStatus[] statuses)
    {
        foreach (var status in statuses)
        {
            await Task.Delay(pause, clock);
            yield return status;
        }
    }
}
