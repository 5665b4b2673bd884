using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;

namespace Expenses.Contract.Tests.Service;

/// <summary>Runs a script of this project with Node.js and the packages of <c>eng/contract.sh</c>; the script leaves its result in a file.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <summary>Runs it to its end.</summary>
    /// <param name="script">Its path under this project.</param>
    /// <param name="environment">What it reads.</param>
    /// <returns>Its result and what it printed.</returns>
    public static async Task<(JsonElement Result, string Output)> RunAsync(string script, IReadOnlyDictionary<string, string> environment)
    {
        var folder = Directory.CreateTempSubdirectory("expenses-contract-");
        try
        {
            var file = Path.Combine(folder.FullName, "result.json");
            var settings = new Dictionary<string, string>(environment) { ["NODE_PATH"] = await PackagesAsync() };
            await using var process = ChildProcess.Start("node", [Path.Combine(AppContext.BaseDirectory, script), file], settings);
            Assert.True(await process.EndedWithinAsync(Deadline), $"{script} did not end within {Deadline}.\n{process.Output()}");
            Assert.True(process.ExitCode == 0, $"{script} failed.\n{process.Output()}");
            return (JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement, process.Output());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> PackagesAsync()
    {
        await using var install = ChildProcess.Start("bash", [RepositoryRoot.File("eng", "contract.sh"), "install"]);
        Assert.True(await install.EndedWithinAsync(Deadline) && install.ExitCode == 0, install.Output());
        return RepositoryRoot.File(".contract", "node_modules");
    }
}
