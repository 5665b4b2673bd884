using System.Text.RegularExpressions;
using Expenses.LocalHost.Commands;
using Expenses.Testing;

namespace Expenses.LocalHost.Tests.Commands;

/// <summary>The operator's command for API keys, on a storage account nothing has run on yet.</summary>
public sealed partial class KeysCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Key_is_made_listed_without_its_secret_and_withdrawn_once()
    {
        var made = await RunAsync("create", "--client", "Acme", "--name", "nightly job");
        var id = Id().Match(made.Output).Groups["id"].Value;
        var secret = Secret().Match(made.Output).Groups["key"].Value;
        var listed = await RunAsync("list", "--client", "acme");
        var revoked = await RunAsync("revoke", "--client", "acme", "--id", id);
        var again = await RunAsync("revoke", "--client", "acme", "--id", id);
        var after = await RunAsync("list");

        Assert.Equal([0, 0, 0, 1, 0], [made.Code, listed.Code, revoked.Code, again.Code, after.Code]);
        Assert.Equal(43, secret.Length);
        Assert.Matches($"^{id}  acme  made .+Z  good  nightly job\n$", listed.Output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain(secret, listed.Output + after.Output, StringComparison.Ordinal);
        Assert.Contains("revoked", after.Output, StringComparison.Ordinal);
        Assert.Contains("no good key", again.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("make")]
    [InlineData("create")]
    [InlineData("create", "--client")]
    [InlineData("create", "--client", "")]
    [InlineData("create", "--client", "two words")]
    [InlineData("create", "--client", "a", "--client", "b")]
    [InlineData("revoke", "--client", "a")]
    [InlineData("list", "--id", "x")]
    [InlineData("list", "--colour", "blue")]
    public async Task Unclear_arguments_are_told_how_it_is_used(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.Equal(2, result.Code);
        Assert.Contains("Usage:", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData(null, "AzureWebJobsStorage")]
    [InlineData("nonsense", "AzureWebJobsStorage")]
    public async Task Account_that_cannot_be_used_is_said_in_one_line(string? connection, string named)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();

        var code = await KeysCommand.RunAsync(
            ["list"], new Dictionary<string, string?> { ["AzureWebJobsStorage"] = connection }, output, errors, CancellationToken.None);

        Assert.Equal(1, code);
        Assert.Contains(named, Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "-h")]
    [InlineData(2, "key", "create")]
    public void Help_is_shown_and_an_unknown_verb_starts_nothing(int code, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(code, HelpCommand.Run(arguments, output, errors));
        Assert.Contains("Usage:", code == 0 ? output.ToString() : errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--LocalHost:Urls", "http://127.0.0.1:0")]
    [InlineData("/LocalHost:Urls", "http://127.0.0.1:0")]
    [InlineData("LocalHost:Urls=http://127.0.0.1:0")]
    public void Settings_run_the_service(params string[] arguments)
    {
        using var nowhere = new StringWriter();

        Assert.Null(HelpCommand.Run(arguments, nowhere, nowhere));
    }

    [GeneratedRegex("^id +(?<id>[0-9a-f-]{36})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Id();

    [GeneratedRegex("key +(?<key>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Secret();

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.ConnectionString };
        var code = await KeysCommand.RunAsync(arguments, settings, output, errors, CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }
}
