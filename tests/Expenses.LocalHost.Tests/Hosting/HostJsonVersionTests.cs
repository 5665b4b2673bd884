using System.Text.Json.Nodes;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Hosting;

namespace Expenses.LocalHost.Tests.Hosting;

/// <summary>Orchestration versions as host.json gives them.</summary>
public sealed class HostJsonVersionTests
{
    [Fact]
    public void WithoutSettings_NoVersionIsLookedAt()
    {
        var versions = Read("{}");

        Assert.Null(versions.Default);
        Assert.True(versions.Accepts("9"));
    }

    [Theory]
    [InlineData("""{"extensions":{"durableTask":{"defaultVersion":null}}}""")]
    [InlineData("""{"extensions":{"durableTask":{"defaultVersion":""}}}""")]
    public void AnEmptyDefaultVersion_IsNone(string json) => Assert.Null(Read(json).Default);

    [Fact]
    public void ADefaultVersionAlone_HasThePlatformsStrategies() => Assert.Equal(
        new OrchestrationVersions { Default = "1.0", Match = VersionMatch.CurrentOrOlder, OnMismatch = VersionFailure.Reject },
        Read("""{"extensions":{"durableTask":{"defaultVersion":"1.0"}}}"""));

    [Theory]
    [InlineData("None", "Fail", 0, 1)]
    [InlineData("strict", "reject", 1, 0)]
    public void Strategies_AreReadWithoutRegardToCase(string match, string failure, int expectedMatch, int expectedFailure)
    {
        var versions = Read(new JsonObject
        {
            ["extensions"] = new JsonObject
            {
                ["durableTask"] = new JsonObject { ["defaultVersion"] = "1", ["versionMatchStrategy"] = match, ["versionFailureStrategy"] = failure },
            },
        }.ToJsonString());

        Assert.Equal(((VersionMatch)expectedMatch, (VersionFailure)expectedFailure), (versions.Match, versions.OnMismatch));
    }

    [Fact]
    public void AStrategyThatDoesNotExist_StopsTheStart() => Assert.Contains(
        "versionMatchStrategy",
        Assert.Throws<InvalidOperationException>(() => Read("""{"extensions":{"durableTask":{"versionMatchStrategy":"Newest"}}}""")).Message,
        StringComparison.Ordinal);

    private static OrchestrationVersions Read(string json)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return HostJson.Read(path).Versions;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
