using System.Text.RegularExpressions;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>azure.yaml against the facts of its schema (Azure/azure-dev schemas/v1.0), and its hooks.</summary>
public sealed partial class AzdTests
{
    private static readonly string[] TopLevel = ["name", "metadata", "infra", "services", "hooks", "resourceGroup", "pipeline", "requiredVersions", "state", "workflows", "platform", "cloud", "resources"];
    private static readonly string[] Hosts = ["appservice", "containerapp", "function", "springapp", "staticwebapp", "aks", "ai.endpoint"];
    private static readonly string[] Commands = ["provision", "infracreate", "infradelete", "up", "down", "deploy", "package", "publish", "restore", "build"];
    private static readonly string[] HookMembers = ["shell", "run", "continueOnError", "interactive", "windows", "posix", "secrets", "dir", "env", "kind"];

    [Fact]
    public void AzureYaml_KeepsToItsSchema()
    {
        var root = Yaml.Read("azure.yaml");

        Assert.All(root.Keys(), key => Assert.Contains(key, TopLevel));
        Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", root.Text("name"));
        Assert.Equal("bicep", root.Map("infra").Text("provider"));
        Assert.True(File.Exists(RepositoryRoot.File(root.Map("infra").Text("path"), root.Map("infra").Text("module") + ".bicep")));
        Assert.All(root.Map("services").Maps(), service =>
        {
            Assert.Contains(service.Value.Text("host"), Hosts);
            Assert.Equal("dotnet", service.Value.Text("language"));
            Assert.Single(Directory.GetFiles(RepositoryRoot.File(service.Value.Text("project")), "*.csproj"));
        });
    }

    [Fact]
    public void Service_IsFoundByTheTagOfTheDeployedApp()
    {
        var service = Assert.Single(Yaml.Read("azure.yaml").Map("services").Maps());

        Assert.Equal(service.Key, Deployments.With(false, false, false).Single("Microsoft.Web/sites")["tags.azd-service-name"]);
    }

    [Fact]
    public void Hooks_HaveAScriptForEverySystem_AndAreSeen()
    {
        foreach (var (name, hook) in Yaml.Read("azure.yaml").Map("hooks").Maps())
        {
            Assert.Contains(name, Commands.SelectMany(command => new[] { "pre" + command, "post" + command }));
            Assert.Equal(["posix", "windows"], hook.Keys().Order());
            foreach (var (system, shell, ending) in new[] { ("posix", "sh", ".sh"), ("windows", "pwsh", ".ps1") })
            {
                var script = hook.Map(system);
                Assert.All(script.Keys(), member => Assert.Contains(member, HookMembers));
                Assert.Equal(shell, script.Text("shell"));
                Assert.Equal("true", script.Text("interactive"));
                Assert.EndsWith(ending, script.Text("run"), StringComparison.Ordinal);
                Assert.True(File.Exists(RepositoryRoot.File(script.Text("run"))), script.Text("run"));
            }
        }
    }

    [Fact]
    public void Hooks_ReadOutputsThatTheTemplateHas_AndWriteVariablesThatTheParametersRead()
    {
        var outputs = Deployments.With(false, false, false).Outputs.Keys;
        var parameters = File.ReadAllText(RepositoryRoot.File("infra", "main.parameters.json"));
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.File("eng", "azd")))
        {
            foreach (Match set in Written().Matches(File.ReadAllText(file)))
            {
                Assert.Contains("${" + set.Groups["name"].Value, parameters, StringComparison.Ordinal);
            }

            foreach (Match read in Address().Matches(File.ReadAllText(file)))
            {
                Assert.Contains(read.Value, outputs);
            }
        }
    }

    // There is no PowerShell here to run the other half in; what both keep and say must be the same.
    [Theory]
    [InlineData("first-api-key")]
    [InlineData("await-health")]
    public void Hooks_OfBothShells_KeepAndSayTheSame(string hook)
    {
        var posix = File.ReadAllText(RepositoryRoot.File("eng", "azd", $"{hook}.sh"));
        var windows = File.ReadAllText(RepositoryRoot.File("eng", "azd", $"{hook}.ps1"));

        Assert.Equal(Variables().Matches(posix).Select(match => match.Value).Distinct().Order(), Variables().Matches(windows).Select(match => match.Value).Distinct().Order());
        Assert.Equal(Called(posix), Called(windows));
        var said = Said().Matches(posix).Select(match => Plain(match.Groups["text"].Value)).Where(text => text.Length > 0 && !text.Contains("$1", StringComparison.Ordinal))
            // Tools that Windows has within PowerShell.
            .Where(text => !text.Contains("openssl", StringComparison.Ordinal) && !text.Contains("curl", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(said);
        Assert.All(said, text => Assert.Contains(text, Plain(windows), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Commands of azd, and the flags of the hook itself.</summary>
    private static IEnumerable<string> Called(string script) => AzdCommands().Matches(script).Select(match => match.Groups["word"].Value.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal);

    private static string Plain(string text) => text.Replace("\\\"", "`\"", StringComparison.Ordinal)
        .Replace(".sh", ".ps1", StringComparison.Ordinal)
        .Replace("--r", "-R", StringComparison.Ordinal);

    [GeneratedRegex("(keep|Set-AzdValue) '?(?<name>[A-Z][A-Z_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Written();

    [GeneratedRegex("\\b(SERVICE|API|BUDGET)_[A-Z_]+\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Variables();

    [GeneratedRegex("(echo|fail) \"(?<text>([^\"\\\\]|\\\\.)*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Said();

    [GeneratedRegex("\\bSERVICE_[A-Z_]+\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Address();

    [GeneratedRegex("(?<word>azd env [a-z-]+)|--?(?<word>[Rr](otate|etire))\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex AzdCommands();
}
