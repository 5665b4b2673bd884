namespace Expenses.SampleRun.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--count", "0")]
    [InlineData("--count", "-3")]
    [InlineData("--count", "many")]
    [InlineData("--count")]
    [InlineData("--first-contact", "0")]
    [InlineData("--base-url", "ftp://somewhere")]
    [InlineData("--base-url", "nonsense")]
    [InlineData("--run-key", "not-a-guid")]
    [InlineData("--receipt-count", "5")]
    [InlineData("--unknown")]
    [InlineData("--fresh", "--company", "c")]
    [InlineData("--api-key-file", "/no/such/file")]
    public void Parse_Mistake_IsAUsageError(params string[] args) =>
        Assert.Throws<UsageException>(() => CommandLine.Parse(args, Key));

    [Fact]
    public void Parse_NoKeyAnywhere_IsAUsageError() =>
        Assert.Throws<UsageException>(() => CommandLine.Parse([], _ => null));

    [Fact]
    public void Parse_KeyFile_IsReadTrimmed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("key", "secret\n");

        Assert.Equal("secret", CommandLine.Parse(["--api-key-file", file], _ => null)!.ApiKey);
    }

    [Fact]
    public void Parse_Help_AsksForNothingElse() => Assert.Null(CommandLine.Parse(["--help"], _ => null));

    private static string? Key(string name) => name == "EXPENSES_API_KEY" ? "key" : null;
}
