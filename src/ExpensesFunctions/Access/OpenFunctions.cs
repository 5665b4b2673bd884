using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Access;

/// <summary>The functions of this assembly marked with <see cref="WithoutApiKeyAttribute"/>.</summary>
internal static class OpenFunctions
{
    // Function names are case-insensitive (durable-semantics).
    private static readonly FrozenSet<string> Names = typeof(OpenFunctions).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(WithoutApiKeyAttribute)))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string function) => Names.Contains(function);
}
