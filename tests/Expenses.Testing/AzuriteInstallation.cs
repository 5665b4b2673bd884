using System.Diagnostics;

namespace Expenses.Testing;

/// <summary>Azurite as <c>eng/azurite.sh install</c> puts it into the git-ignored folder <c>.azurite/</c>, once for all suites.</summary>
internal static class AzuriteInstallation
{
    private static readonly Lock Gate = new();
    private static Task<string>? _installing;

    /// <summary>The path of the script that <c>node</c> runs.</summary>
    public static Task<string> GetEntryAsync()
    {
        lock (Gate)
        {
            return _installing ??= InstallAsync();
        }
    }

    private static async Task<string> InstallAsync()
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(RepositoryRoot.File("eng", "azurite.sh"));
        start.ArgumentList.Add("install");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"Azurite could not be installed: {(await errors).Trim()}");
    }
}
