using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http;

/// <summary>The routes of this assembly, read from its HTTP triggers: there is no second list to keep.</summary>
internal static class RouteTable
{
    private static readonly IReadOnlyList<Entry> Entries = [.. typeof(RouteTable).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .Where(trigger => trigger?.Route is not null && trigger.Methods is { Length: > 0 })
        .Select(trigger => new Entry(
            new TemplateMatcher(TemplateParser.Parse(trigger!.Route!), []),
            [.. trigger.Methods!.Select(method => method.ToUpperInvariant())])),];

    /// <summary>The methods a path is served with; empty for a path that is not served.</summary>
    public static IReadOnlyList<string> MethodsOf(PathString path) => [.. Entries
        .Where(entry => entry.Matcher.TryMatch(path, new RouteValueDictionary()))
        .SelectMany(entry => entry.Methods)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal),];

    private sealed record Entry(TemplateMatcher Matcher, IReadOnlyList<string> Methods);
}
