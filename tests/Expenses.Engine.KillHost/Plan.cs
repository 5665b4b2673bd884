namespace Expenses.Engine.KillHost;

/// <summary>A top-level instance; a paused one is suspended and resumed from outside while it runs.</summary>
internal sealed record Job(string Id, IReadOnlyList<Op> Ops, bool IsPaused)
{
    /// <summary>The events that have to come from outside.</summary>
    public IEnumerable<string> Events => Ops.Select((op, at) => (op, at)).Where(x => x.op.Kind == OpKind.Wait).Select(x => Names.Event(x.at));
}

/// <summary>A workload that follows from its seed, so that every process of it and the checker know the same one.</summary>
internal sealed record Plan(IReadOnlyList<Job> Jobs)
{
    public const int Accounts = 4;

    /// <summary>An orchestration that does one activity, then waits until it is terminated.</summary>
    public const string Doomed = "doomed";

    public const string Collector = "collector";

    public static Plan Of(int seed)
    {
        var random = new Random(seed);
        var jobs = Enumerable.Range(0, random.Next(4, 10)).Select(i => new Job(
            $"job-{i}", [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => AnOp(random, depth: 0))], random.Next(3) == 0));
        return new Plan([.. jobs]);
    }

    private static Op AnOp(Random random, int depth)
    {
        var kind = (OpKind)random.Next(Enum.GetValues<OpKind>().Length);
        return kind switch
        {
            OpKind.FanOut => new Op(kind, random.Next(2, 12)),
            OpKind.Flaky or OpKind.FlakyHandled => new Op(kind, random.Next(1, 4)),
            OpKind.Timer => new Op(kind, random.Next(0, 15)),
            // Only top-level jobs are known outside and told events.
            OpKind.Wait or OpKind.Child when depth == 2 => new Op(OpKind.Call),
            OpKind.Wait when depth > 0 => new Op(OpKind.Call),
            OpKind.Child => new Op(kind, Inner: [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => AnOp(random, depth + 1))]),
            _ => new Op(kind, random.Next(Accounts), random.Next(1, 100)),
        };
    }
}
