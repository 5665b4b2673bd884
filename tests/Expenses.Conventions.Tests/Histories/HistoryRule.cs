using System.Reflection;
using System.Text.RegularExpressions;
using Expenses.Core.Identifiers;

namespace Expenses.Conventions.Tests.Histories;

/// <summary>
/// What may stand in a history: plain values, lists of them, and sealed records named with their version. Histories outlive
/// the code that wrote them, and every step reads them again, so they are versioned and small.
/// </summary>
internal static partial class HistoryRule
{
    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(double), typeof(decimal),
        typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan),
    ];

    private static readonly HashSet<Type> Lists = [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(List<>)];

    /// <summary>What is wrong with a type and all it holds; empty when nothing is.</summary>
    public static IReadOnlyList<string> ProblemsOf(Type type) => [.. Check(type, type.Name, []).Distinct()];

    private static IEnumerable<string> Check(Type type, string path, HashSet<Type> seen)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (Values.Contains(inner) || inner.IsEnum || IsIdentifier(inner) || !seen.Add(inner))
        {
            return [];
        }

        return ElementOf(inner) is { } element ? Check(element, $"{path}[]", seen) : CheckRecord(inner, path, seen);
    }

    private static IEnumerable<string> CheckRecord(Type type, string path, HashSet<Type> seen)
    {
        if (type.GetMethod("<Clone>$") is null || !type.IsSealed)
        {
            return [$"{path} is {type.FullName}, which is no sealed record, plain value or list"];
        }

        var version = Version().IsMatch(type.Name) ? [] : new[] { $"{path} is {type.FullName}, whose name has no version" };
        return version.Concat(type
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(property => Check(property.PropertyType, $"{path}.{property.Name}", seen)));
    }

    // byte[] is content, not a list: files travel by name.
    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
        {
            return type == typeof(byte[]) ? null : type.GetElementType();
        }

        return type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0] : null;
    }

    private static bool IsIdentifier(Type type) => type
        .GetInterfaces()
        .Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    [GeneratedRegex("V[1-9][0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Version();
}
