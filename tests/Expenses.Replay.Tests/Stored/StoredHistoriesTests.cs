using System.Text.RegularExpressions;
using Expenses.LocalHost.Replay;
using Expenses.Testing;
using Xunit.Abstractions;

namespace Expenses.Replay.Tests.Stored;

/// <summary>
/// What running instances of released versions look like: today's orchestrators decide as those did. A failure here means
/// that a deployment would break running instances; docs/upgrade.md says what to do.
/// </summary>
/// <param name="output">Counts.</param>
public sealed partial class StoredHistoriesTests(ITestOutputHelper output)
{
    public static TheoryData<string> Histories => [.. HistoryFolder.Names];

    [Theory]
    [MemberData(nameof(Histories))]
    public void TodaysCode_DecidesAsItDid(string name)
    {
        var report = HistoryFolder.Verify(HistoryFolder.Read(name));

        output.WriteLine(report.ToString());
        Assert.True(report.Matches, report.ToString());
    }

    [Fact]
    public void EveryOrchestratorOfTheApp_HasAHistory()
    {
        Assert.NotEmpty(HistoryFolder.Orchestrators);
        Assert.Equal(
            HistoryFolder.Orchestrators.Order(StringComparer.Ordinal),
            HistoryFolder.Names.Select(name => name.Split('.')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Its ends: completed, with a failure in it, and continued as new and with a child where its code can. An orchestrator's
    /// code is in the file of its name.
    /// </summary>
    [Fact]
    public void EveryOrchestratorOfTheApp_HasAHistoryOfEachOfItsShapes()
    {
        var missing = new List<string>();
        foreach (var orchestrator in HistoryFolder.Orchestrators)
        {
            var histories = HistoryFolder.Names.Where(name => name.StartsWith($"{orchestrator}.v", StringComparison.Ordinal)).Select(HistoryFolder.Read).ToList();
            var code = File.ReadAllText(Directory.GetFiles(RepositoryRoot.File("src", "ExpensesFunctions"), $"{orchestrator}.orchestrator.cs", SearchOption.AllDirectories).Single());
            Expect("completed", "\"kind\":\"ExecutionCompleted\",.*\"Status\":1");
            Expect("with a failure", "\"kind\":\"(TaskFailed|SubOrchestrationInstanceFailed)\"");
            if (code.Contains("ContinueAsNew(", StringComparison.Ordinal))
            {
                Expect("continued as new", "\"kind\":\"ExecutionCompleted\",.*\"Status\":2");
            }

            if (code.Contains("CallSubOrchestratorAsync", StringComparison.Ordinal))
            {
                Expect("with a child", "\"kind\":\"SubOrchestrationInstanceCreated\"");
                Expect("with the end of a child", "\"kind\":\"SubOrchestrationInstanceCompleted\"");
            }

            void Expect(string shape, string pattern)
            {
                if (!histories.Exists(text => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1))))
                {
                    missing.Add($"{orchestrator} {shape}");
                }
            }
        }

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void AFile_IsNamedAfterWhatIsInIt_AndSaysWhatHappens(string name)
    {
        var history = StoredHistory.Parse(HistoryFolder.Read(name));

        Assert.StartsWith($"{history.Orchestrator}.v{history.Version}.", name, StringComparison.Ordinal);
        Assert.Equal(history.ToJson(), HistoryFolder.Read(name));
        Assert.False(string.IsNullOrEmpty(history.Note));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void AFile_IsSmall_AndHoldsNoSecretAndNothingOfTheMachine(string name)
    {
        var text = HistoryFolder.Read(name);

        // The largest is a generation of forty pages.
        Assert.InRange(text.Length, 1, 112 * 1024);
        Assert.Empty(NotForAFile().Matches(text).Select(match => match.Value));
        Assert.DoesNotContain(RepositoryRoot.Path, text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOutputOnTheLocalHostPage_IsWhatComes()
    {
        var page = File.ReadAllText(RepositoryRoot.File("docs", "localhost.md"));
        var changed = HistoryFolder.Read("ReadData.v1.0.given-up").Replace("\"Name\":\"FailDataRead\"", "\"Name\":\"FailRead\"", StringComparison.Ordinal);

        Assert.Contains($"same     Sync.v1.0.landed.json: {HistoryFolder.Verify(HistoryFolder.Read("Sync.v1.0.landed"))}\n", page, StringComparison.Ordinal);
        Assert.Contains($"DIFFERS  changed.json: {HistoryFolder.Verify(changed)}\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccountKey=abc")]
    [InlineData("http://127.0.0.1:10000/x")]
    [InlineData("at X.Y() in /home/me/src/File.cs:line 3")]
    [InlineData("C:\\\\Users\\\\me")]
    [InlineData("whsec_abc")]
    [InlineData("Authorization: Basic abc")]
    public void TheRule_KnowsSecretsAndMachines(string text) => Assert.Matches(NotForAFile(), text);

    [GeneratedRegex(
        @"AccountKey|SharedAccess|https?://|:line \d|StackTrace|TraceParent|/home/|/tmp/|/root/|\.cs\b|[A-Z]:\\\\|whsec_|Basic |Bearer |password|secret|apiKey",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 60_000)]
    private static partial Regex NotForAFile();
}
