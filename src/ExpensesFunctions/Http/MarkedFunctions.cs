using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http;

/// <summary>The functions of this assembly that carry an attribute of ours.</summary>
internal static class MarkedFunctions
{
    // Function names are case-insensitive (durable-semantics).
    public static FrozenSet<string> With<T>()
        where T : Attribute => typeof(MarkedFunctions).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(T)))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
