using Expenses.LocalHost.Replay;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>
/// tests/Histories: ORCHESTRATOR.vVERSION.SCENARIO.json. Written only when asked for (RECORD_HISTORIES=1), and never over a
/// file that is there: a released history is what running instances look like.
/// </summary>
internal static class HistoryFiles
{
    public const string Switch = "RECORD_HISTORIES";

    private static readonly string Folder = RepositoryRoot.File("tests", "Histories");

    public static bool AreRecorded => Environment.GetEnvironmentVariable(Switch) == "1";

    /// <summary>Whether the scenario is stored, for the version the app has or for one before.</summary>
    public static bool Has(string orchestrator, string scenario) => Directory.GetFiles(Folder, $"{orchestrator}.v*.{scenario}.json").Length > 0;

    /// <summary>Writes the file, unless there is one already.</summary>
    public static void Write(StoredHistory history, string scenario)
    {
        var path = Path.Combine(Folder, $"{history.Orchestrator}.v{history.Version}.{scenario}.json");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, history.ToJson());
        }
    }
}
