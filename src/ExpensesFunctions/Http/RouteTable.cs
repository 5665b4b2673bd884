using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace ExpensesFunctions.Http;

/// <summary>The routes of this assembly that have a method of their own.</summary>
internal static class RouteTable
{
    private static readonly IReadOnlyList<Entry> Entries = [.. HttpFunction.All
        .Where(function => function.Verbs.Count > 0)
        .Select(function => new Entry(new TemplateMatcher(TemplateParser.Parse(function.Route), []), function.Verbs)),];

    /// <summary>The methods a path is served with; empty for a path that is not served.</summary>
    public static IReadOnlyList<string> MethodsOf(PathString path) => [.. Entries
        .Where(entry => entry.Matcher.TryMatch(path, new RouteValueDictionary()))
        .SelectMany(entry => entry.Methods)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal),];

    private sealed record Entry(TemplateMatcher Matcher, IReadOnlyList<string> Methods);
}
