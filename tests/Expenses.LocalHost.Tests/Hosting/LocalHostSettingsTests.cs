using Expenses.LocalHost.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Tests.Hosting;

public sealed class LocalHostSettingsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("localhost-settings-").FullName;

    [Fact]
    public void LocalSettings_AreRead_WithDoubleUnderscoreAsLevel_AndTheCommandLineWins()
    {
        File.WriteAllText(Path.Combine(_root, "local.settings.json"), """
            {
              // Comments and trailing commas are as the Functions tools allow them.
              "IsEncrypted": false,
              "Values": { "Sandbox__Latency": "5", "AzureWebJobsStorage": "from-file", "Plain": "kept", },
            }
            """);

        var settings = LocalHostSettings.Read(["--root", _root, "--data", Path.Combine(_root, "d"), "--urls=http://127.0.0.1:0", "--AzureWebJobsStorage", "from-args"]);

        Assert.Equal("5", settings.Settings["Sandbox:Latency"]);
        Assert.Equal("from-args", settings.Settings["AzureWebJobsStorage"]);
        Assert.Equal("kept", settings.Settings["Plain"]);
        Assert.Equal("http://127.0.0.1:0", settings.Urls);
        Assert.Equal(Path.Combine(_root, "d", "durable.db"), settings.DatabasePath);
        Assert.Equal(Path.Combine(_root, "host.json"), settings.HostJsonPath);
    }

    [Fact]
    public void Defaults_ArePort7071_AndAFolderBesideHostJson()
    {
        var settings = LocalHostSettings.Read(["--root", _root]);

        Assert.Equal("http://127.0.0.1:7071", settings.Urls);
        Assert.Equal(Path.Combine(_root, ".local"), settings.DataDirectory);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("text", true)]
    [InlineData("JSON", true)]
    [InlineData("xml", false)]
    public void LogFormat_IsTextOrJson(string? format, bool isOne)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["LocalHost:LogFormat"] = format };

        var failure = Record.Exception(() => LoggerFactory.Create(logging => logging.AddConsole(settings)).Dispose());

        Assert.Equal(isOne, failure is null);
        Assert.Contains(isOne ? "" : "LocalHost:LogFormat", failure?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls", "nonsense", "LocalHost:Urls")]
    [InlineData("--urls", "http://127.0.0.1:0;elsewhere", "LocalHost:Urls")]
    [InlineData("--root", "/no/such/folder", "LocalHost:Root")]
    [InlineData("--LOCALHOST_URLS", "7071", "LOCALHOST_URLS")]
    public void AWrongValue_StopsTheStart_AndNamesTheSetting(string option, string value, string setting)
    {
        string[] root = option == "--root" ? [] : ["--root", _root];

        var failure = Assert.Throws<InvalidOperationException>(() => LocalHostSettings.Read([.. root, option, value]));

        Assert.Contains(setting, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADataDirectoryThatCannotBe_StopsTheStart_AndNamesTheSetting()
    {
        var file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");

        var failure = Assert.Throws<InvalidOperationException>(() => DataFolderLock.Take(Path.Combine(file, "data")));

        Assert.Contains("LocalHost:DataDirectory", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("nonsense")]
    public void ACollectorThatIsNoAddress_StopsTheStart_AndNamesTheSetting(string endpoint)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint };

        var failure = Assert.Throws<InvalidOperationException>(() => Expenses.LocalHost.Telemetry.TelemetryExport.Start(settings));

        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
