using System.Text.RegularExpressions;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>The hooks of eng/azd as a shell runs them, beside an azd that keeps values: the first time, again, and when something is missing.</summary>
public sealed partial class HookTests : IDisposable
{
    private readonly FakeAzd _azd = new();

    /// <summary>What this system's sh is, and bash as macOS runs it under that name. The hooks of Windows are PowerShell's.</summary>
    public static TheoryData<string> Shells => [.. Known];

    private static readonly string[] Known = ["sh", "bash --posix"];

    [Theory]
    [MemberData(nameof(Shells))]
    public void FirstApiKey_IsShownOnce_KeepsOnlyTheHash_AndRotates(string shell)
    {
        var key = KeyIn(Good(shell));
        Assert.Equal(40, key.Length);
        Assert.Equal(Sha256(key), _azd.Value("API_KEY_HASH"));
        Assert.DoesNotContain(key, _azd.Everything, StringComparison.Ordinal);
        Assert.Matches("^20\\d\\d-\\d\\d-01$", _azd.Value("BUDGET_START_DATE"));

        var before = _azd.Everything;
        Assert.DoesNotMatch(ApiKey(), Good(shell));
        Assert.Equal(before, _azd.Everything);

        var second = KeyIn(Good(shell, "--rotate"));
        Assert.Equal($"{Sha256(second)},{Sha256(key)}", _azd.Value("API_KEY_HASH"));

        Good(shell, "--retire");
        Assert.Equal(Sha256(second), _azd.Value("API_KEY_HASH"));
        before = _azd.Everything;
        Good(shell, "--retire");
        Assert.Equal(before, _azd.Everything);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void FirstApiKey_KeepsTheMonthABudgetBeganIn_AndReplacesWhatIsNoMonth(string shell)
    {
        _azd.Set("BUDGET_START_DATE", "2024-02-01");
        Good(shell);
        Assert.Equal("2024-02-01", _azd.Value("BUDGET_START_DATE"));

        using var other = new FakeAzd();
        other.Set("BUDGET_START_DATE", "tomorrow");
        Assert.Equal(0, other.Run(shell, "first-api-key.sh").ExitCode);
        Assert.Matches("^20\\d\\d-\\d\\d-01$", other.Value("BUDGET_START_DATE"));
    }

    [Theory]
    [InlineData("unknown flag '--forget'", "", "--forget")]
    [InlineData("one flag at a time", "", "--rotate", "--retire")]
    [InlineData("there is no key yet", "", "--retire")]
    [InlineData("azd could not keep BUDGET_START_DATE", "refuses")]
    [InlineData("azd is not on the PATH", "azd")]
    [InlineData("openssl is not on the PATH", "openssl")]
    public void FirstApiKey_ThatCannotBeMade_SaysWhy_AndShowsNoKey(string reason, string missing, params string[] flags)
    {
        foreach (var shell in Known)
        {
            var (exitCode, output) = _azd.Run(shell, "first-api-key.sh", flags, missing);

            Assert.Equal(1, exitCode);
            Assert.Contains($"first-api-key: {reason}", output, StringComparison.Ordinal);
            Assert.DoesNotMatch(ApiKey(), output);
            Assert.DoesNotContain("API_KEY_HASH", _azd.Everything, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task AwaitHealth_SaysWhereTheAppIs_AndChangesNothing(string shell)
    {
        await using var app = await HealthyApp.StartAsync();
        _azd.Set("SERVICE_API_URI", app.Address);
        var before = _azd.Everything;

        Assert.Equal((0, $"Healthy: {app.Address}\n"), _azd.Run(shell, "await-health.sh"));
        Assert.Equal((0, $"Healthy: {app.Address}\n"), _azd.Run(shell, "await-health.sh"));
        Assert.Equal(before, _azd.Everything);

        // Once each; a machine that stood still for ten seconds may have made it pause and ask once more.
        Assert.Equal(Enumerable.Repeat("/health", 2 + _azd.Slept), app.Asked);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void AwaitHealth_OfAnAppThatNeverAnswers_EndsAndSaysWhereToLook(string shell)
    {
        _azd.Set("SERVICE_API_URI", $"http://127.0.0.1:{FreePort.Next()}");

        var (exitCode, output) = _azd.Run(shell, "await-health.sh");

        Assert.Equal(1, exitCode);
        Assert.Contains("does not answer with 200 after ten minutes", output, StringComparison.Ordinal);
        Assert.Equal(59, _azd.Slept);
        Assert.Contains("## It does not start", File.ReadAllText(RepositoryRoot.File("docs", "deploy.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void AwaitHealth_BeforeThereIsAnApp_SaysSo(string shell)
    {
        var (exitCode, output) = _azd.Run(shell, "await-health.sh");

        Assert.Equal((1, "await-health: the environment has no SERVICE_API_URI; it is there after: azd provision\n"), (exitCode, output));
        Assert.Equal(0, _azd.Slept);
    }

    public void Dispose() => _azd.Dispose();

    private string Good(string shell, params string[] flags)
    {
        var (exitCode, output) = _azd.Run(shell, "first-api-key.sh", flags);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static string KeyIn(string output) => ApiKey().Match(output).Groups["key"].Value;

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("API key: (?<key>[0-9a-f]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ApiKey();
}
