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

    [GeneratedRegex("^id +(?<id>[0-9a-f-]{36})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("key +(?<key>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
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
