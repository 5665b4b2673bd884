using System.Collections.Frozen;
using ExpensesFunctions.Http;

namespace ExpensesFunctions.Access;

/// <summary>The functions of this assembly marked with <see cref="WithoutApiKeyAttribute"/>.</summary>
internal static class OpenFunctions
{
    private static readonly FrozenSet<string> Names = MarkedFunctions.With<WithoutApiKeyAttribute>();

    public static bool Contains(string function) => Names.Contains(function);
}
