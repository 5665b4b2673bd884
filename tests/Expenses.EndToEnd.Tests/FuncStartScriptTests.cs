using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// eng/func-start.sh as on a complete feed. There are no Functions Core Tools here: a command `func` starts LocalHost at the
/// port and with the settings the script gives it, and `dotnet` builds nothing and runs what is built. All else is real.
/// </summary>
/// <param name="output">The test's output.</param>
public sealed class FuncStartScriptTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("expenses-func-").FullName;

    [Fact]
    public async Task Sample_PushesTheMonthThroughTheHostThatFuncStarts_AndEndsWithZero()
    {
        MakeClone();

        var run = await RunAsync("--sample");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("RECONCILED", run.Output, StringComparison.Ordinal);
        Assert.Contains("Up at http://127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("start --no-build --port", await File.ReadAllTextAsync(Path.Combine(_root, "func-arguments")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithStandIns_ItSaysThatItCannotStart()
    {
        MakeClone();
        await File.WriteAllTextAsync(Path.Combine(_root, ".feed.props"), "<Project><PropertyGroup><StandIns>true</StandIns></PropertyGroup></Project>");

        var run = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("this feed lacks the Azure Functions packages", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownFlag_IsSaidBeforeAnythingStarts()
    {
        MakeClone();

        var run = await RunAsync("--nonsense");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("unknown flag '--nonsense'", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>A clone as the script sees one: its scripts and samples, and a folder where the build leaves the app.</summary>
    private void MakeClone()
    {
        foreach (var folder in (string[])["eng", "samples", ".azurite"])
        {
            Directory.CreateDirectory(RepositoryRoot.File(folder));
            Directory.CreateSymbolicLink(Path.Combine(_root, folder), RepositoryRoot.File(folder));
        }

        Directory.CreateDirectory(Path.Combine(_root, "src", "ExpensesFunctions", "bin", "Release", "net10.0"));
        var tools = Directory.CreateDirectory(Path.Combine(_root, "tools")).FullName;
        Command(Path.Combine(tools, "func"), $"""
            echo "$@" > "{_root}/func-arguments"
            [ "$1 $2 $3" = "start --no-build --port" ] || exit 2
            [ "$FUNCTIONS_WORKER_RUNTIME" = dotnet-isolated ] || exit 3
            export LocalHost__Urls="http://127.0.0.1:$4" LocalHost__Root="{RepositoryRoot.Path}" LocalHost__DataDirectory="{_root}/data"
            exec {Dotnet} exec "{ChildProcess.AssemblyOf("src/Expenses.LocalHost")}"
            """);
        Command(Path.Combine(tools, "dotnet"), $"""
            case "$1" in
              build) exit 0 ;;
              run) while [ "$1" != -- ]; do shift; done; shift; exec {Dotnet} exec "{ChildProcess.AssemblyOf("samples/Expenses.SampleRun")}" "$@" ;;
              *) exec {Dotnet} "$@" ;;
            esac
            """);
    }

    private static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    private static void Command(string path, string script) => ExecutableScript.Write(path, $"#!/usr/bin/env bash\n{script}\n");

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] flags)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{_root}/tools:{Environment.GetEnvironmentVariable("PATH")}",
            ["FUNC_PORT"] = $"{FreePort.Next()}",
        };
        await using var script = ChildProcess.Start("bash", [Path.Combine(_root, "eng", "func-start.sh"), .. flags], environment);
        Assert.True(await script.EndedWithinAsync(TimeSpan.FromMinutes(8)), script.Output());
        output.WriteLine(script.Output());
        return (script.ExitCode, script.Output());
    }
}
