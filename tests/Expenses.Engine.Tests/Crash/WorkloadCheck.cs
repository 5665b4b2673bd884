using Expenses.Engine.KillHost;

namespace Expenses.Engine.Tests.Crash;

/// <summary>Holds what a workload left against what its plan says.</summary>
internal static class WorkloadCheck
{
    /// <returns>Runs of activities, and how many of them were asked for.</returns>
    public static (int Runs, int Effects) Run(int seed, Report report, string ledgerPath)
    {
        var plan = Plan.Of(seed);
        var expected = Expectation.Of(plan);
        var outputs = expected.Outputs.ToDictionary(pair => pair.Key, pair => $"Completed {pair.Value}");
        outputs[Plan.Doomed] = "Terminated \"bye\"";
        Same(seed, "outputs", outputs.Select(pair => $"{pair.Key} {pair.Value}"), report.Outputs.Select(pair => $"{pair.Key} {pair.Value}"));
        Same(seed, "events of the collector", expected.Told, report.Told);
        Same(seed, "accounts", expected.Accounts.Select((total, i) => $"{i}: {total}"), report.Accounts.Select((total, i) => $"{i}: {total}"));
        Same(seed, "faults of histories", [], report.Faults);
        Assert.True(report is { Locked: 0, Leftovers: 0 }, $"seed {seed}: {report.Locked} locks held, {report.Leftovers} rows left");

        var runs = EffectLedger.Read(ledgerPath).ToList();
        var effects = runs.Where(run => run.Outcome != "failed").Distinct().Select(run => $"{run.Key} {run.Outcome}");
        Same(seed, "effects", expected.Effects.Select(key => $"{key} {Names.Value(key)}"), effects);
        return (runs.Count, expected.Effects.Count);
    }

    private static void Same(int seed, string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (left, right) = (Sorted(expected), Sorted(actual));
        Assert.True(left == right, $"seed {seed}, {what}:\n{right}\ninstead of\n{left}");
    }

    private static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
