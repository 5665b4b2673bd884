namespace Expenses.Engine.Tests.Crash;

/// <summary>What a kill run has done so far; written by both its lanes.</summary>
internal sealed class KillTally
{
    private int _kills;
    private int _killsWhileOpening;
    private int _lives;
    private int _workloads;
    private int _runs;
    private int _effects;

    public int Kills => Volatile.Read(ref _kills);

    public void Count(bool killed, bool whileOpening)
    {
        Interlocked.Increment(ref _lives);
        Interlocked.Add(ref _kills, killed ? 1 : 0);
        Interlocked.Add(ref _killsWhileOpening, killed && whileOpening ? 1 : 0);
    }

    public void Finished((int Runs, int Effects) workload)
    {
        Interlocked.Increment(ref _workloads);
        Interlocked.Add(ref _runs, workload.Runs);
        Interlocked.Add(ref _effects, workload.Effects);
    }

    public override string ToString()
        => $"{_kills} kills ({_killsWhileOpening} while opening), {_lives} processes, {_workloads} workloads, {_effects} effects of activities in {_runs} runs";
}
