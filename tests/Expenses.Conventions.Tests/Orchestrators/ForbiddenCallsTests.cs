using System.Reflection;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>The checker itself: it finds every fabricated sin and lets good orchestrators be.</summary>
public sealed class ForbiddenCallsTests
{
    private static readonly Assembly Here = typeof(ForbiddenCallsTests).Assembly;

    public static TheoryData<string, string> Sins => new()
    {
        { nameof(BadOrchestrators.Clock), "System.DateTime.get_Now" },
        { nameof(BadOrchestrators.OffsetClock), "System.DateTimeOffset.get_UtcNow" },
        { nameof(BadOrchestrators.Provider), "System.TimeProvider.get_System" },
        { nameof(BadOrchestrators.FreshId), "System.Guid.NewGuid" },
        { nameof(BadOrchestrators.Dice), "System.Random.get_Shared" },
        { nameof(BadOrchestrators.Setting), "System.Environment.GetEnvironmentVariable" },
        { nameof(BadOrchestrators.Reads), "System.IO.File.ReadAllText" },
        { nameof(BadOrchestrators.Thread), "System.Threading.Thread..ctor" },
        { nameof(BadOrchestrators.AwaitsDelay), "System.Threading.Tasks.Task.Delay" },
        { nameof(BadOrchestrators.HopsThreads), "System.Threading.Tasks.Task.ConfigureAwait" },
        { nameof(BadOrchestrators.Fetches), "System.Net.Http.HttpClient..ctor" },
        { nameof(BadOrchestrators.InLambda), "System.Random.get_Shared" },
        { nameof(BadOrchestrators.InIterator), "System.Guid.NewGuid" },
        { nameof(BadOrchestrators.ThroughACalledMethod), "System.DateTime.get_Today" },
        { nameof(BadOrchestrators.ThroughAGenericType), "System.Random.get_Shared" },
        { nameof(BadOrchestrators.ThroughAStaticInitializer), "System.Environment.get_TickCount64" },
        { nameof(BadOrchestrators.Logger), "Microsoft.Extensions.Logging.LoggerFactory..ctor" },
    };

    [Theory]
    [MemberData(nameof(Sins))]
    public void EachSin_IsFound(string orchestrator, string member)
    {
        var found = ForbiddenCalls.In(typeof(BadOrchestrators).GetMethod(orchestrator)!, Here);

        Assert.Contains(found, text => text.EndsWith($" names {member}", StringComparison.Ordinal));
    }

    [Fact]
    public void EverySin_IsInTheTable() => Assert.Equal(
        typeof(BadOrchestrators).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Order(),
        Sins.Select(row => (string)row[0]).Order());

    [Fact]
    public void GoodOrchestrator_HasNothingToAnswerFor() =>
        Assert.Empty(ForbiddenCalls.In(typeof(ForbiddenCallsTests).GetMethod(nameof(GoodAsync), BindingFlags.NonPublic | BindingFlags.Static)!, Here));

    [Fact]
    public void ClassWithDependenciesOrState_IsFound() => Assert.Equal(3, OrchestratorShape.ProblemsOf(typeof(Stateful)).Count);

    private static async Task<string[]> GoodAsync(TaskOrchestrationContext context)
    {
        var logger = context.CreateReplaySafeLogger("good");
        using var cancellation = new CancellationTokenSource();
        var timer = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), cancellation.Token);
        var results = await Task.WhenAll(Inputs(3).Select(input => context.CallActivityAsync<string>("A", input)));
        if (await Task.WhenAny(timer, context.WaitForExternalEvent<int>("E", CancellationToken.None)) != timer)
        {
            await cancellation.CancelAsync();
        }

        if (logger.IsEnabled(LogLevel.Information))
        {
            logger.LogInformation("{Id}", context.NewGuid());
        }

        return [.. results.Where(result => result.Length > 0)];
    }

    private static IEnumerable<int> Inputs(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    private sealed class Stateful(TimeProvider clock)
    {
        private static int _runs;

        public DateTimeOffset Run() => clock.GetUtcNow().AddDays(_runs++);
    }
}
