using Expenses.Simulation;

namespace Expenses.Engine.Tests.Simulation;

/// <summary>The mixed workload under a policy, from its start until nothing can happen any more.</summary>
internal sealed record SeededRun(string Outcome, string Trace)
{
    public static Task<SeededRun> OfAsync(int seed) => OfAsync(new SeededPolicy(seed), seed);

    public static async Task<SeededRun> OfAsync(IPolicy policy, int seed = 0)
    {
        // Every third seed rebuilds each step by replay, every third keeps only two instances; every fourth has room for two messages.
        var settings = new DeterministicSettings
        {
            Seed = seed,
            MaxCachedInstances = (seed % 3) switch { 0 => 1000, 1 => 0, _ => 2 },
            MaxMessagesInMemory = seed % 4 == 3 ? 2 : int.MaxValue,
        };
        using var engine = new DeterministicEngine(MixedWorkload.Functions, settings);
        await MixedWorkload.StartAsync(engine.Client);
        MixedWorkload.AddClients(engine);
        engine.Run(policy);
        Assert.True(engine.ClientsAreDone);
        return new SeededRun(await MixedWorkload.OutcomeAsync(engine.Client), engine.TraceText);
    }
}
