using Expenses.LocalHost.Replay;

namespace Expenses.LocalHost.Commands;

/// <summary>
/// <c>replay FILE …</c>: plays stored histories against this program's orchestrators. Exit code 0 when all decisions are
/// as they were, 1 when one is not or a file cannot be read, 2 when not understood.
/// </summary>
internal sealed class ReplayCommand(TextWriter output, TextWriter errors, IReadOnlyList<Type> app)
{
    public const string Name = "replay";

    private const string Usage = """
        Usage: Expenses.LocalHost replay FILE|FOLDER ...

        Plays histories stored by 'instances export' (a folder: all *.json in it) against the orchestrators of this build,
        and names the first decision of each that would be another one today.
        """;

    public async Task<int> RunAsync(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || paths.Any(path => path.StartsWith('-')))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        var files = paths.SelectMany(FilesOf).ToList();
        if (files.Count == 0)
        {
            await errors.WriteLineAsync("There is no *.json in the folder.");
            return 1;
        }

        var replay = new HistoryReplay(app);
        var failed = 0;
        foreach (var file in files)
        {
            failed += await ReplayAsync(replay, file) ? 0 : 1;
        }

        return failed == 0 ? 0 : 1;
    }

    private static IEnumerable<string> FilesOf(string path)
        => Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal) : [path];

    private async Task<bool> ReplayAsync(HistoryReplay replay, string file)
    {
        try
        {
            var report = replay.Verify(StoredHistory.Parse(await File.ReadAllTextAsync(file)));
            await output.WriteLineAsync($"{(report.Matches ? "same   " : "DIFFERS")}  {Path.GetFileName(file)}: {report}");
            return report.Matches;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await errors.WriteLineAsync($"{file}: {e.Message}");
            return false;
        }
    }
}
