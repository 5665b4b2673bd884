using System.Reflection;
using System.Runtime.CompilerServices;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>
/// Everything a method can run in our own assemblies: called methods, lambdas, state machines of async methods and
/// iterators, static initializers. Calls through our own interfaces end at the interface.
/// </summary>
internal static class ReachableCode
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The members that the reachable code names, each with the method that names it.</summary>
    public static IEnumerable<(MethodBase By, MemberInfo Named)> MembersNamedFrom(MethodBase start, IReadOnlyCollection<Assembly> ours)
    {
        var seen = new HashSet<MethodBase>();
        var open = new Queue<MethodBase>([start]);
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            foreach (var method in StateMachineOf(next))
            {
                open.Enqueue(method);
            }

            foreach (var named in Instructions.MembersOf(next))
            {
                yield return (next, named);
                foreach (var method in RunBy(named, ours))
                {
                    open.Enqueue(method);
                }
            }
        }
    }

    private static MethodInfo[] StateMachineOf(MethodBase method) =>
        method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethods(Any) ?? [];

    private static IEnumerable<MethodBase> RunBy(MemberInfo named, IReadOnlyCollection<Assembly> ours)
    {
        if (!ours.Contains(named.Module.Assembly))
        {
            yield break;
        }

        if (named is MethodBase method && method.Module.ResolveMethod(method.MetadataToken) is { } definition)
        {
            yield return definition;
        }

        // A member of a generic type is of an instance; its definition holds the code.
        var type = named as Type ?? named.DeclaringType;
        var open = type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;
        if (open?.TypeInitializer is { } initializer)
        {
            yield return initializer;
        }
    }
}
