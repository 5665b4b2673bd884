namespace Expenses.Engine.Tests.Simulation;

/// <summary>Lets a test run a seed in a process of its own: <c>dotnet exec Expenses.Engine.Tests.dll trace SEED</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["trace", var seed])
        {
            await Console.Error.WriteLineAsync("This assembly holds tests: dotnet test runs them.");
            return 2;
        }

        var run = await SeededRun.OfAsync(int.Parse(seed, null));
        await Console.Out.WriteAsync(run.Trace);
        return 0;
    }
}
