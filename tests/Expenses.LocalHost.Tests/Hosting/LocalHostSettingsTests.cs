using Expenses.LocalHost.Hosting;

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

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
