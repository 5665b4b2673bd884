using System.Text.RegularExpressions;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>What the operator's pages name is there.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void FilesThatAPageNames_AreThere(string page)
    {
        var text = Read(page);
        var named = Links().Matches(text).Select(match => Path.Combine("docs", match.Groups["path"].Value))
            .Concat(Paths().Matches(text).Select(match => match.Groups["path"].Value));

        Assert.Empty(named.Where(path => !File.Exists(RepositoryRoot.File(path)) && !Directory.Exists(RepositoryRoot.File(path))));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void OutputsThatAPageReads_AreOutputsOfTheTemplate(string page)
    {
        var outputs = Deployments.With(false, false, false).Outputs;

        Assert.Empty(Outputs().Matches(Read(page).ReplaceLineEndings(" ")).Select(match => match.Groups["name"].Value).Where(name => !outputs.ContainsKey(name)));
    }

    [Fact]
    public void SwitchesOfTheDeployPage_AreThoseOfTheParameterFile()
    {
        var parameters = File.ReadAllText(RepositoryRoot.File("infra", "main.parameters.json"));
        var known = Variables().Matches(parameters).Select(match => match.Groups["name"].Value)
            .Where(name => !name.StartsWith("AZURE_", StringComparison.Ordinal) && name is not ("API_KEY_HASH" or "BUDGET_START_DATE"));
        var documented = Read("deploy.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Code().Matches(line.Split('|')[1]).Select(match => match.Groups["name"].Value));

        Assert.Equal(known.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FunctionsThatTheDrainingDisables_Exist()
    {
        var functions = AppSettings.FunctionNames;

        Assert.All(
            Disabled().Matches(Read("upgrade.md")).Select(match => match.Groups["name"].Value),
            name => Assert.Contains(name, functions));
        Assert.Contains("Sync", functions);
        Assert.Contains($"{Hub()}Instances", Read("upgrade.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheVersionSettingsOfTheUpgradePage_AreThoseOfHostJson()
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("host.json")));
        var durable = json.RootElement.GetProperty("extensions").GetProperty("durableTask");
        var rows = Read("upgrade.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.All(
            (string[])["defaultVersion", "versionMatchStrategy", "versionFailureStrategy"],
            name => Assert.Equal(durable.GetProperty(name).GetString(), rows.Single(row => row[1] == $"`{name}`")[2]));
    }

    [Fact]
    public void EveryStatusCodeAndEveryAlert_HasItsRunbook()
    {
        var rows = Read("operations.md").Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1].Trim('`')).ToHashSet();
        var template = Deployments.With(false, false, false);

        Assert.Subset(rows, Enum.GetValues<Expenses.Core.Syncs.SyncStatusCode>().Select(code => $"{(int)code}").ToHashSet());
        Assert.Subset(rows, template.Of("Microsoft.Insights/scheduledQueryRules").Concat(template.Of("Microsoft.Insights/metricAlerts")).Select(rule => rule.ResourceName).ToHashSet());
    }

    [Fact]
    public void FunctionsThatThePagesName_Exist() => Assert.Subset(
        AppSettings.FunctionNames.ToHashSet(),
        new HashSet<string> { "PurgeFinishedInstances", "SweepOutstandingSyncs", "StartQueuedSync", "DispatchWebhookEvent", "ExpenseRun", "Sync" });

    private static string Hub() => HubName().Match(File.ReadAllText(RepositoryRoot.File("host.json"))).Groups["name"].Value;

    private static string Read(string page) => File.ReadAllText(RepositoryRoot.File("docs", page));

    [GeneratedRegex(@"\]\((?<path>[\w./-]+\.md)(#[\w-]+)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Links();

    [GeneratedRegex(@"(?<![\w/.-])(\./)?(?<path>(eng|infra|src|tests)/[\w./-]*\w)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Paths();

    [GeneratedRegex(@"azd env get-value\s+(?<name>[A-Z_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Outputs();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Variables();

    [GeneratedRegex("`(?<name>[A-Z_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"AzureWebJobs\.(?<name>\w+)\.Disabled", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Disabled();

    [GeneratedRegex("\"hubName\": \"(?<name>\\w+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex HubName();
}
