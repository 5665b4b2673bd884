namespace Expenses.Engine.KillHost;

/// <summary>What a plan has to come to, worked out without any engine.</summary>
internal sealed class Expectation
{
    private Expectation(Plan plan)
    {
        Effects.Add(Names.Effect(Plan.Doomed, 0));
        foreach (var job in plan.Jobs)
        {
            Outputs[job.Id] = Run(job.Id, job.Ops);
        }
    }

    public Dictionary<string, long> Outputs { get; } = [];

    public HashSet<string> Effects { get; } = [];

    public List<string> Told { get; } = [];

    public long[] Accounts { get; } = new long[Plan.Accounts];

    public static Expectation Of(Plan plan) => new(plan);

    private long Run(string instanceId, IReadOnlyList<Op> ops)
    {
        var sum = 0L;
        for (var at = 0; at < ops.Count; at++)
        {
            sum = ops[at].Kind == OpKind.Next ? sum : Names.Mix(sum, Value(instanceId, ops[at], at));
        }

        return sum;
    }

    private long Value(string instanceId, Op op, int at)
    {
        switch (op.Kind)
        {
            case OpKind.Call or OpKind.Flaky or OpKind.FlakyHandled:
                return Effect(Names.Effect(instanceId, at));
            case OpKind.FanOut:
                return Enumerable.Range(0, op.A).Aggregate(0L, (sum, part) => Names.Mix(sum, Effect(Names.Effect(instanceId, at, part))));
            case OpKind.Broken:
                return Names.Value("broken");
            case OpKind.BadChild:
                return Names.Value("Task 'Broken' (#0) failed with an unhandled exception: broken");
            case OpKind.Timer:
                return 1;
            case OpKind.Child:
                return Run(Names.Child(instanceId, at), op.Inner!);
            case OpKind.Wait:
                return Names.Value(Names.Event(at));
            case OpKind.Tell:
                Told.Add(Names.Effect(instanceId, at));
                return 2;
            default:
                Book(op);
                return 3;
        }
    }

    private long Effect(string key)
    {
        Effects.Add(key);
        return Names.Value(key);
    }

    private void Book(Op op)
    {
        if (op.Kind == OpKind.Move)
        {
            Accounts[op.A] -= op.B;
            Accounts[(op.A + 1) % Plan.Accounts] += op.B;
        }
        else
        {
            Accounts[op.A] += op.B;
        }
    }
}
