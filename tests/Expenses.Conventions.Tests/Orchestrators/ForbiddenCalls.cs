using System.Reflection;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>
/// What an orchestrator may not touch, since it replays: only its context gives time, ids, randomness, logging and I/O
/// (house style, orchestrator rule 3; durable-semantics).
/// </summary>
internal static class ForbiddenCalls
{
    // A namespace of framework types, a type, or one member of a type.
    private static readonly string[] Forbidden =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.TimeProvider", "System.Diagnostics",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny", "System.Threading.Tasks.Task.ContinueWith",
        "System.Threading.Tasks.Task.ConfigureAwait", "System.Threading.Tasks.ValueTask.ConfigureAwait",
        "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.Parallel",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.CancellationTokenSource.CancelAfter",
        "System.Environment", "System.Console", "System.IO", "System.Net", "System.Data", "Azure", "Microsoft.Data", "Microsoft.AspNetCore",
        "Microsoft.Extensions.Logging.LoggerFactory", "Microsoft.Extensions.Logging.ILoggerFactory", "Microsoft.Extensions.Logging.LoggerFactoryExtensions",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Configuration",
        "Microsoft.DurableTask.Client",
    ];

    // Iterators note the thread they were made on: the compiler's own code, without an effect on what they give.
    private static readonly string[] Harmless = ["System.Environment.get_CurrentManagedThreadId"];

    /// <summary>The forbidden members that code reachable from a method names, as "A.B names X.Y".</summary>
    public static IReadOnlyList<string> In(MethodBase orchestrator, params Assembly[] ours) =>
    [
        .. ReachableCode.MembersNamedFrom(orchestrator, ours)
            .Where(pair => pair.Named is not Type && IsForbidden(pair.Named))
            .Select(pair => $"{pair.By.DeclaringType?.FullName}.{pair.By.Name} names {NameOf(pair.Named)}")
            .Distinct(),
    ];

    private static bool IsForbidden(MemberInfo member)
    {
        var name = NameOf(member);
        return !Harmless.Contains(name) && Forbidden.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal));
    }

    private static string NameOf(MemberInfo member)
    {
        var type = member.DeclaringType;
        var name = type is { IsGenericType: true } ? type.GetGenericTypeDefinition().FullName!.Split('`')[0] : type?.FullName;
        return $"{name}.{member.Name}";
    }
}
