using System.Text.RegularExpressions;
using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>The calls that the pages show, typed into a shell as they stand, against a service that runs.</summary>
/// <param name="output">The test's output.</param>
public sealed partial class DocumentedCallsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task TheCallsOfTheReadme_AndOfThePagesBesideIt_Work()
    {
        await using var service = await RunningService.StartAsync(new Dictionary<string, string>
        {
            ["Webhooks__AllowLoopback"] = "true",

            // A rule with addresses is taken only where mails can be sent.
            ["Smtp__Host"] = "127.0.0.1",
            ["Smtp__From"] = "expenses@example.com",
        });
        var readme = Blocks("README.md").Single(block => block.Contains("api=http://127.0.0.1:7071", StringComparison.Ordinal))
            .Replace("api=http://127.0.0.1:7071", $"api={service.BaseAddress.ToString().TrimEnd('/')}", StringComparison.Ordinal)
            .Replace("$(cat .local/api-key)", RunningService.ApiKey, StringComparison.Ordinal);
        var beside = Blocks("docs/webhooks.md").Concat(Blocks("docs/reconciliation.md")).Concat(Blocks("docs/pages.md"))
            .Where(block => block.Contains("curl", StringComparison.Ordinal))
            .Select(block => block.Replace("https://hooks.example.com", $"{service.BaseAddress}hooks", StringComparison.Ordinal));
        var script = $$"""
            set -euo pipefail
            {{readme}}
            until curl -s -H "$auth" $api/companies/$company/sync/expenses/runs/$run | grep -q '"status":"Completed"'; do sleep 0.2; done
            curl -s -H "$auth" $api/companies/$company/sync/expenses/runs/$run/expenses
            {{string.Join('\n', beside.Select(Patient))}}
            """;

        await using var shell = ChildProcess.Start("bash", ["-c", script]);
        Assert.True(await shell.EndedWithinAsync(TimeSpan.FromMinutes(8)), shell.Output());
        output.WriteLine(shell.Output());

        Assert.Equal(0, shell.ExitCode);
        Assert.DoesNotContain("\"statusCode\":4", shell.Output(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"statusCode\":5", shell.Output(), StringComparison.Ordinal);
        Assert.Contains("\"result\":\"Uploaded\"", shell.Output(), StringComparison.Ordinal);
        Assert.Contains("\"secret\":\"whsec_", shell.Output(), StringComparison.Ordinal);
        Assert.Contains("\"drift\":0", shell.Output(), StringComparison.Ordinal);
        Assert.Contains("\"acknowledgedBy\":\"Ada Osei\"", shell.Output(), StringComparison.Ordinal);
    }

    // What was started a moment ago is not there yet; a reader would look again.
    private static string Patient(string block) => block
        .Replace(
            "curl -s -H \"$auth\" \"$api/companies/$company/sync/expenses/reconciliation?",
            Until("\"status\":\"Complete\"") + "curl -s -H \"$auth\" \"$api/companies/$company/sync/expenses/reconciliation?",
            StringComparison.Ordinal)
        .Replace("difference=$(", Until("\"drift\":1") + "difference=$(", StringComparison.Ordinal);

    private static string Until(string found) =>
        $"until curl -s -H \"$auth\" $api/companies/$company/sync/expenses/reconciliation | grep -q '{found}'; do sleep 0.2; done\n";

    private static IEnumerable<string> Blocks(string page) =>
        Shell().Matches(File.ReadAllText(RepositoryRoot.File(page))).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("^```bash\n(?<text>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Shell();
}
