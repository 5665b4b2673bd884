using System.Text.RegularExpressions;
using Expenses.Testing;
using YamlDotNet.RepresentationModel;

namespace Expenses.Infra.Tests;

/// <summary>.github: pinned, least privilege, and nothing in it that this repository does not have.</summary>
public sealed partial class WorkflowTests
{
    // The commit of each tag, read from the actions' own repositories.
    private static readonly Dictionary<string, string> Known = new()
    {
        ["actions/checkout v6.0.2"] = "de0fac2e4500dabe0009e67214ff5f5447ce83dd",
        ["actions/setup-dotnet v6.0.0"] = "a98b56852c35b8e3190ac28c8c2271da59106c68",
        ["actions/setup-node v6.5.0"] = "249970729cb0ef3589644e2896645e5dc5ba9c38",
        ["actions/upload-artifact v7.0.0"] = "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
        ["actions/attest-build-provenance v4.1.0"] = "a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32",
        ["github/codeql-action v4.36.2"] = "8aad20d150bbac5944a9f9d289da16a4b0d87c1e",
    };

    private static readonly string[] JobMembers = ["runs-on", "timeout-minutes", "permissions", "strategy", "steps", "needs", "if", "env", "name"];
    private static readonly string[] StepMembers = ["name", "uses", "with", "run", "env", "if", "id", "shell", "working-directory"];

    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(RepositoryRoot.File(".github", "workflows")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_ArePinnedByAHashThatWasSeen(string file)
    {
        var uses = File.ReadLines(RepositoryRoot.File(".github", "workflows", file)).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        foreach (var line in uses)
        {
            var match = Uses().Match(line);
            Assert.True(match.Success, line);
            Assert.Equal(Known[$"{match.Groups["repository"].Value} {match.Groups["version"].Value}"], match.Groups["hash"].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_KeepsToItsSchema_StartsWithReadingOnly_AndEndsInTime(string file)
    {
        var workflow = Yaml.Read(".github", "workflows", file);

        Assert.Equal(["read"], workflow.Map("permissions").Children.Values.Select(value => ((YamlScalarNode)value).Value));
        Assert.DoesNotContain("pull_request_target", workflow.Map("on").Keys());
        foreach (var (name, job) in workflow.Map("jobs").Maps())
        {
            Assert.All(job.Keys(), member => Assert.Contains(member, JobMembers));
            Assert.True(int.Parse(job.Text("timeout-minutes"), System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= 60, name);
            Assert.StartsWith("ubuntu-", job.Text("runs-on"), StringComparison.Ordinal);
            foreach (var step in job.List("steps"))
            {
                Assert.All(step.Keys(), member => Assert.Contains(member, StepMembers));
                Assert.True(step.Children.ContainsKey("uses") != step.Children.ContainsKey("run"), $"{file}, {name}: uses or run");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Steps_RunWhatIsThere_AndTakeNoTextFromOutsideIntoAShell(string file)
    {
        foreach (var step in Yaml.Read(".github", "workflows", file).Map("jobs").Maps().SelectMany(job => job.Value.List("steps")))
        {
            var run = step.TextOrNull("run") ?? "";
            Assert.DoesNotContain("${{", run, StringComparison.Ordinal);
            foreach (var path in Paths().Matches(run).Select(match => match.Groups["path"].Value))
            {
                Assert.True(File.Exists(RepositoryRoot.File(path)) || Directory.Exists(RepositoryRoot.File(path)), $"{file}: {path}");
            }
        }
    }

    [Fact]
    public void OnlyTheReleaseMayWrite()
    {
        var writers = Directory.EnumerateFiles(RepositoryRoot.File(".github", "workflows"))
            .SelectMany(path => Yaml.Read(".github", "workflows", Path.GetFileName(path)).Map("jobs").Maps())
            .Where(job => job.Value.Children.ContainsKey("permissions"))
            .ToDictionary(job => job.Key, job => job.Value.Map("permissions").Children
                .Where(p => ((YamlScalarNode)p.Value).Value == "write").Select(p => ((YamlScalarNode)p.Key).Value!).Order().ToArray());

        Assert.Equal(["attestations", "contents", "id-token"], writers["release"]);
        Assert.Equal(["security-events"], writers["analyze"]);
        Assert.Equal(2, writers.Count);
    }

    [Fact]
    public void Dependabot_LooksWhereThereAreDependencies()
    {
        var updates = Yaml.Read(".github", "dependabot.yml").List("updates").ToList();

        Assert.Equal(["github-actions", "npm", "nuget"], updates.Select(update => update.Text("package-ecosystem")).Order().Distinct());
        Assert.All(updates.Where(update => update.Text("package-ecosystem") == "npm"), update =>
            Assert.True(File.Exists(RepositoryRoot.File(update.Text("directory").TrimStart('/'), "package.json"))));
    }

    [GeneratedRegex(@"uses: (?<repository>[\w-]+/[\w-]+)(/[\w-]+)?@(?<hash>[0-9a-f]{40}) # (?<version>v\d+\.\d+\.\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uses();

    [GeneratedRegex(@"(^|[\s""/])(\./)?(?<path>(eng|infra|src|tests|samples)/[\w./-]+\w|(run|test)\.sh|ExpensesFunctions\.sln)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paths();
}
