namespace Expenses.StandIns.Tests.Surface;

/// <summary>Operators by the names that the runtime gives them.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_LessThan"] = "<", ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=", ["op_GreaterThanOrEqual"] = ">=", ["op_Addition"] = "+", ["op_Subtraction"] = "-",
        ["op_BitwiseOr"] = "|", ["op_BitwiseAnd"] = "&", ["op_LogicalNot"] = "!",
    };

    /// <summary>"bool operator ==", "implicit operator X", or null for an ordinary method.</summary>
    public static string? Declaration(string name, string result) => name switch
    {
        "op_Implicit" => $"implicit operator {result}",
        "op_Explicit" => $"explicit operator {result}",
        _ => Signs.TryGetValue(name, out var sign) ? $"{result} operator {sign}" : null,
    };
}
