using System.Text;

namespace Expenses.Engine.KillHost;

internal sealed record EffectInput(string Key, int FailuresFirst);

/// <summary>
/// What activities did in the world outside the engine: a line per run, whole or not at all, kept by the system whoever is
/// killed. A key counts once however often it comes.
/// </summary>
internal sealed class EffectLedger : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _runs = [];
    private readonly FileStream _file;

    public EffectLedger(string path)
    {
        foreach (var (key, _) in Read(path))
        {
            _runs[key] = _runs.GetValueOrDefault(key) + 1;
        }

        // No buffer: a run that was answered has left its line.
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <summary>Key and outcome of every run, in their order.</summary>
    public static IEnumerable<(string Key, string Outcome)> Read(string path)
        => (File.Exists(path) ? File.ReadAllLines(path) : []).Select(line => line.Split(' ')).Select(parts => (parts[0], parts[1]));

    public long Run(EffectInput effect)
    {
        lock (_gate)
        {
            var runs = _runs[effect.Key] = _runs.GetValueOrDefault(effect.Key) + 1;
            var fails = runs <= effect.FailuresFirst;
            _file.Write(Encoding.UTF8.GetBytes($"{effect.Key} {(fails ? "failed" : Names.Value(effect.Key))}\n"));
            return fails ? throw new InvalidOperationException("not yet") : Names.Value(effect.Key);
        }
    }

    public void Dispose() => _file.Dispose();
}
