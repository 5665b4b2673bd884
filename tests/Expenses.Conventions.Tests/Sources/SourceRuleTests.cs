using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Expenses.Testing;

namespace Expenses.Conventions.Tests.Sources;

/// <summary>Rules that are about the text of files.</summary>
public sealed partial class SourceRuleTests
{
    [Fact]
    public void Tests_NeverSleep()
    {
        var tests = SourceFiles.Under("tests", "*.cs").Where(IsNotThisProject).ToArray();

        Assert.NotEmpty(tests);
        Assert.Empty(tests.Where(path => path != "tests/Expenses.Testing/Eventually.cs" && Sleep().IsMatch(SourceFiles.Read(path))));
    }

    [Theory]
    [InlineData("Thread.Sleep(1);", true)]
    [InlineData("await Task.Delay(100);", true)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), token);", true)]
    [InlineData("await Task.Delay(Timeout.Infinite, token);", false)]
    [InlineData("await Task.Delay(pause, clock);", false)]
    [InlineData("await Task.Delay(TimeSpan.FromHours(2), _clock, token);", false)]
    [InlineData("await Task.Delay(time);", true)]
    // The pause of a poll that ends at a deadline.
    [InlineData("await Task.Delay(1, deadline.Token);", false)]
    public void TheSleepRule_TellsSleepsFromWaits(string code, bool sleeps) => Assert.Equal(sleeps, Sleep().IsMatch(code));

    [Fact]
    public void Tests_AreNeverSkipped() => Assert.Empty(
        SourceFiles.Under("tests", "*.cs").Where(IsNotThisProject).Where(path => Skipped().IsMatch(SourceFiles.Read(path))));

    [Fact]
    public void Code_LeavesNothingForLater() => Assert.Empty(
        SourceFiles.Under("src", "*.cs").Where(path => Later().IsMatch(SourceFiles.Read(path))));

    [Fact]
    public void PublicTypesInSrc_NeedDocComments()
    {
        var properties = XDocument.Load(RepositoryRoot.File("src", "Directory.Build.props"));

        Assert.Equal("true", properties.Descendants("GenerateDocumentationFile").Single().Value);
        Assert.DoesNotContain("CS1591", SourceFiles.Read(".editorconfig"), StringComparison.Ordinal);
        Assert.Empty(SourceFiles.Under("src", "*.csproj").Where(path => SourceFiles.Read(path).Contains("CS1591", StringComparison.Ordinal)));
    }

    [Fact]
    public void Suppressions_InEditorConfig_HaveTheirReasonAbove()
    {
        var lines = SourceFiles.Read(".editorconfig").Split('\n');
        var groups = lines
            .Select((line, number) => (Line: line, Before: number == 0 ? "" : lines[number - 1]))
            .Where(pair => pair.Line.EndsWith("severity = none", StringComparison.Ordinal));

        Assert.NotEmpty(groups);
        Assert.Empty(groups.Where(pair => !pair.Before.StartsWith('#') && !pair.Before.EndsWith("severity = none", StringComparison.Ordinal)));
    }

    [Fact]
    public void HostJson_IsValid_AndServesTheContractsPathsWithoutAPrefix()
    {
        using var host = JsonDocument.Parse(SourceFiles.Read("host.json"));

        Assert.Equal("2.0", host.RootElement.GetProperty("version").GetString());
        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }

    // The patterns stand in this project's own files.
    private static bool IsNotThisProject(string path) => !path.StartsWith("tests/Expenses.Conventions.Tests/", StringComparison.Ordinal);

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\((?!Timeout\.Infinite)(?![^;]*,\s*(_?(clock|time|timeProvider)\b|deadline\.Token))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\[(Fact|Theory|InlineData)\([^)]*\bSkip\s*=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Later();
}
