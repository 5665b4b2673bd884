using System.Text.RegularExpressions;
using Expenses.LocalHost.Catalog;
using Microsoft.Extensions.Configuration;

namespace Expenses.LocalHost.Triggers;

/// <summary>Replaces <c>%setting%</c> in a trigger's attribute.</summary>
internal static partial class SettingReferences
{
    /// <summary>The text with every reference replaced.</summary>
    /// <exception cref="FunctionCatalogException">There is no such setting.</exception>
    public static string Expand(string text, IConfiguration settings, string function) => Reference().Replace(text, match =>
        Read(settings, match.Groups["name"].Value) ?? throw new FunctionCatalogException(
            $"Function '{function}' refers to the setting '{match.Groups["name"].Value}', which is not set."));

    /// <summary>A setting by a name in which <c>__</c> may stand for <c>:</c>; null when absent or empty.</summary>
    public static string? Read(IConfiguration settings, string name) =>
        settings[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value ? value : null;

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Reference();
}
