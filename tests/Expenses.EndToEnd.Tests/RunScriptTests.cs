using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>The one command, as a newcomer types it.</summary>
/// <param name="output">The test's output.</param>
public sealed class RunScriptTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("expenses-run-").FullName;

    [Fact]
    public async Task Once_TheSampleMonth_ReconcilesAndEndsWithZero_TheSameCommandAgainIsTheSameRun()
    {
        var first = await RunAsync("--once", "--port", $"{FreePort.Next()}");
        var second = await RunAsync("--once", "--port", $"{FreePort.Next()}");

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("RECONCILED", first.Output, StringComparison.Ordinal);
        Assert.Equal(RunLine(first.Output), RunLine(second.Output));
        Assert.DoesNotContain('\u001b', first.Output);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--count", "many")]
    [InlineData("--input", "no-such-file.csv")]
    public async Task AMistakeInTheFlags_IsSaidBeforeAnythingStarts(params string[] flags)
    {
        var run = await RunAsync(flags);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("run.sh:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Building", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static string RunLine(string text) => text.Split('\n').First(line => line.StartsWith("Run ", StringComparison.Ordinal));

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] flags)
    {
        var environment = new Dictionary<string, string> { ["EXPENSES_LOCAL_DIR"] = _data };
        await using var script = ChildProcess.Start("bash", [RepositoryRoot.File("run.sh"), .. flags], environment);
        Assert.True(await script.EndedWithinAsync(TimeSpan.FromMinutes(8)), script.Output());
        output.WriteLine(script.Output());
        return (script.ExitCode, script.Output());
    }
}
