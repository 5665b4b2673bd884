using System.Text.RegularExpressions;
using Expenses.Infra.Tests.Documents;
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

    // What the images of GitHub's Ubuntu runners have (actions/runner-images, Ubuntu readme), as far as we use it.
    private static readonly string[] OnTheRunner = ["az", "cd", "echo", "gh", "git", "grep", "pwsh", "sh", "sha256sum", "shellcheck", "zip"];

    private static readonly Dictionary<string, string[]> Brings = new()
    {
        ["actions/setup-dotnet@"] = ["dotnet"],
        ["actions/setup-node@"] = ["node", "npm", "npx"],
    };

    private static readonly string[] Keywords = ["for", "do", "done", "if", "then", "else", "fi", "while"];

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

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Commands_AreOfTheRunnerOrSetUpBefore(string file)
    {
        foreach (var (name, job) in Yaml.Read(".github", "workflows", file).Map("jobs").Maps())
        {
            var steps = job.List("steps").ToList();
            var setUp = steps.Select(step => step.TextOrNull("uses") ?? "").Aggregate(
                new HashSet<string>(OnTheRunner),
                (commands, uses) => [.. commands, .. Brings.Where(brought => uses.StartsWith(brought.Key, StringComparison.Ordinal)).SelectMany(brought => brought.Value)]);
            foreach (var command in steps.SelectMany(step => ShellBlocks.Split(step.TextOrNull("run") ?? "")).SelectMany(Words))
            {
                Assert.True(
                    setUp.Contains(command) || command.StartsWith("./", StringComparison.Ordinal) || command.StartsWith("eng/", StringComparison.Ordinal),
                    $"{file}, {name}: nobody brings '{command}'");
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

    // The release runs it before anything is built: a version nobody wrote about is not released.
    [Fact]
    public void ReleaseNotes_AreTheSectionOfTheVersion_AndNoReleaseWithoutOne()
    {
        if (OperatingSystem.IsWindows())
        {
            // The release runs on Linux.
            return;
        }

        var root = Directory.CreateTempSubdirectory("release-notes-");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(root.FullName, "eng"), RepositoryRoot.File("eng"));
            File.WriteAllText(Path.Combine(root.FullName, "CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n- Later\n\n## 1.2.3\n\n- One\n- Two\n\n## 1.2.2\n\n- Old\n");

            Assert.Equal((0, "- One\n- Two\n"), Notes(root.FullName, "1.2.3"));
            Assert.Equal((0, "- Old\n"), Notes(root.FullName, "1.2.2"));
            Assert.Equal((1, ""), Notes(root.FullName, "1.2.4"));
            Assert.Equal((2, ""), Notes(root.FullName, "Unreleased"));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static (int ExitCode, string Output) Notes(string root, string version)
    {
        var start = new System.Diagnostics.ProcessStartInfo("bash", [Path.Combine(root, "eng", "release-notes.sh"), version])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd('\n') is { Length: > 0 } text ? text + "\n" : "");
    }

    [Fact]
    public void TheRelease_ReplaysStoredHistories_BeforeAnythingIsPackagedOrPublished()
    {
        var runs = Yaml.Read(".github", "workflows", "release.yml").Map("jobs").Map("release").List("steps").Select(step => step.TextOrNull("run") ?? "").ToList();

        var replay = runs.FindIndex(run => run.StartsWith("dotnet test tests/Expenses.Replay.Tests", StringComparison.Ordinal));
        Assert.InRange(replay, 0, runs.FindIndex(run => run.Contains("dotnet publish", StringComparison.Ordinal)) - 1);
        Assert.InRange(replay, 0, runs.FindIndex(run => run.Contains("gh release create", StringComparison.Ordinal)) - 1);
        Assert.NotEmpty(Directory.GetFiles(RepositoryRoot.File("tests", "Histories"), "*.json"));
    }

    [Fact]
    public void Dependabot_LooksWhereThereAreDependencies()
    {
        var updates = Yaml.Read(".github", "dependabot.yml").List("updates").ToList();

        Assert.Equal(["github-actions", "npm", "nuget"], updates.Select(update => update.Text("package-ecosystem")).Order().Distinct());

        // Every folder with a lock file: its versions are pinned, so somebody has to move them.
        Assert.Equal(
            Directory.EnumerateFiles(RepositoryRoot.File("eng"), "package-lock.json", SearchOption.AllDirectories)
                .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
                .Select(path => $"/eng/{Path.GetFileName(Path.GetDirectoryName(path))}").Order(StringComparer.Ordinal),
            updates.Where(update => update.Text("package-ecosystem") == "npm").Select(update => update.Text("directory")).Order(StringComparer.Ordinal));
    }

    // The first word of each part of a line; what stands before it are keywords and assignments.
    private static IEnumerable<string> Words(string line) => Parts().Split(Quoted().Replace(line, "\"\""))
        .Select(part => Before().Replace(part.Trim(), ""))
        .Where(part => part.Length > 0 && !part.StartsWith('-'))
        .Select(part => part.Split(' ', 2)[0])
        .Where(word => !Keywords.Contains(word));

    [GeneratedRegex(@" && | \|\| |; | \| |^\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Parts();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Quoted();

    [GeneratedRegex("""^(\(|(do|then|if|!) |[A-Z_]+=("[^"]*"|\S*) )+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Before();

    [GeneratedRegex(@"uses: (?<repository>[\w-]+/[\w-]+)(/[\w-]+)?@(?<hash>[0-9a-f]{40}) # (?<version>v\d+\.\d+\.\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Uses();

    [GeneratedRegex(@"(^|[\s""/])(\./)?(?<path>(eng|infra|src|tests|samples)/[\w./-]+\w|(run|test)\.sh|ExpensesFunctions\.sln)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Paths();
}
