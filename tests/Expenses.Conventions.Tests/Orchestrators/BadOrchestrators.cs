using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>One sin each: what <see cref="ForbiddenCalls"/> has to find. Never run; without attributes, so no host takes them.</summary>
internal static class BadOrchestrators
{
    public static DateTime Clock(TaskOrchestrationContext context) => context.CurrentUtcDateTime > DateTime.UtcNow ? DateTime.Now : default;

    public static DateTimeOffset OffsetClock(TaskOrchestrationContext context) => DateTimeOffset.UtcNow - TimeSpan.FromTicks(context.InstanceId.Length);

    public static long Provider(TaskOrchestrationContext context) => TimeProvider.System.GetTimestamp() + context.InstanceId.Length;

    public static Guid FreshId(TaskOrchestrationContext context) => context.IsReplaying ? default : Guid.NewGuid();

    public static int Dice(TaskOrchestrationContext context) => Random.Shared.Next(context.InstanceId.Length);

    public static string? Setting(TaskOrchestrationContext context) => Environment.GetEnvironmentVariable(context.InstanceId);

    public static string Reads(TaskOrchestrationContext context) => File.ReadAllText(context.InstanceId);

    public static void Thread(TaskOrchestrationContext context) => new Thread(() => _ = context.InstanceId).Start();

    public static async Task AwaitsDelay(TaskOrchestrationContext context)
    {
        await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    public static async Task HopsThreads(TaskOrchestrationContext context) =>
        await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None).ConfigureAwait(false);

    public static async Task<string> Fetches(TaskOrchestrationContext context)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(context.InstanceId));
    }

    public static Task<int> InLambda(TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>("A").ContinueInOrder(value => value + Random.Shared.Next());

    public static IEnumerable<string> InIterator(TaskOrchestrationContext context)
    {
        yield return context.InstanceId;
        yield return Guid.NewGuid().ToString();
    }

    public static string ThroughACalledMethod(TaskOrchestrationContext context) => Innocent(context.InstanceId);

    public static int ThroughAGenericType(TaskOrchestrationContext context) => new Box<int>(context.InstanceId.Length).Roll();

    public static long ThroughAStaticInitializer(TaskOrchestrationContext context) => context.InstanceId.Length + Started.At;

    public static ILogger Logger(TaskOrchestrationContext context)
    {
        using var factory = new LoggerFactory();
        return factory.CreateLogger(context.InstanceId);
    }

    private static string Innocent(string text) => $"{text}{DateTime.Today}";

    private static async Task<T> ContinueInOrder<T>(this Task<T> task, Func<T, T> next) => next(await task);

    private static class Started
    {
        public static readonly long At = Environment.TickCount64;
    }

    private sealed class Box<T>(T value)
    {
        public int Roll() => Random.Shared.Next() + (value?.GetHashCode() ?? 0);
    }
}
