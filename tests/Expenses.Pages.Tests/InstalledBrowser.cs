using Expenses.Testing;
using Expenses.Testing.Processes;

namespace Expenses.Pages.Tests;

/// <summary>The browser of this machine, by <c>eng/browser.sh</c>.</summary>
internal static class InstalledBrowser
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(9);

    /// <summary>Whether a missing browser is a failure: where <c>CI</c> or <c>EXPENSES_REQUIRE_BROWSER</c> is set.</summary>
    public static bool IsRequired { get; } = IsSet("CI") || IsSet("EXPENSES_REQUIRE_BROWSER");

    /// <summary>Its path; null when there is none, and none can be installed.</summary>
    public static async Task<string?> FindAsync()
    {
        var (code, output) = await RunAsync(IsRequired ? "install" : "find");

        // What an installer says on its other stream stands in no certain order to it.
        return code == 0 ? output.Split('\n', StringSplitOptions.TrimEntries).Last(line => line.Length > 0 && File.Exists(RepositoryRoot.File(line))) : null;
    }

    /// <summary>The folder with what drives it.</summary>
    public static async Task<string> PackagesAsync()
    {
        var (code, output) = await RunAsync("packages");
        Assert.True(code == 0, output);
        return RepositoryRoot.File(".browser", "node_modules");
    }

    private static async Task<(int Code, string Output)> RunAsync(string command)
    {
        await using var process = ChildProcess.Start("bash", [RepositoryRoot.File("eng", "browser.sh"), command]);
        Assert.True(await process.EndedWithinAsync(Deadline), $"eng/browser.sh {command} did not end within {Deadline}.\n{process.Output()}");
        return (process.ExitCode, process.Output());
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } and not ("0" or "false");
}
