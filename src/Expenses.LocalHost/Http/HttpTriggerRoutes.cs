using Expenses.LocalHost.Catalog;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Http;

/// <summary>
/// The routes of the HTTP functions: <c>{routePrefix}/{Route ?? name}</c>. The method is a constraint of the route, so a
/// wrong method falls through to a catch-all route and else to 404, never 405 (durable-semantics §13).
/// </summary>
internal static class HttpTriggerRoutes
{
    /// <summary>The host's own paths; functions may not take them.</summary>
    private static readonly string[] Reserved = ["admin", "runtime"];

    /// <summary>One endpoint per HTTP function.</summary>
    /// <exception cref="FunctionCatalogException">A route is reserved, malformed, or taken by another function.</exception>
    public static IReadOnlyList<Endpoint> Of(FunctionCatalog catalog, string routePrefix, Func<FunctionDescriptor, RequestDelegate> handler)
    {
        var taken = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        return [.. catalog.OfKind(TriggerKind.Http).Select(function =>
        {
            var trigger = (HttpTriggerAttribute)function.Trigger;
            var template = $"{routePrefix}/{trigger.Route ?? function.Name}".Trim('/');
            Claim(taken, template, trigger.Methods ?? [], function);
            return Endpoint(function, template, trigger.Methods ?? [], handler(function));
        })];
    }

    private static RouteEndpoint Endpoint(FunctionDescriptor function, string template, string[] methods, RequestDelegate handler)
    {
        try
        {
            var policies = methods.Length == 0
                ? null
                : new RouteValueDictionary { ["httpMethod"] = new HttpMethodRouteConstraint(methods) };
            var pattern = RoutePatternFactory.Parse(template, defaults: null, policies);
            return (RouteEndpoint)new RouteEndpointBuilder(handler, pattern, order: 0) { DisplayName = function.Name }.Build();
        }
        catch (RoutePatternException e)
        {
            throw new FunctionCatalogException($"Function '{function.Name}' has the route '{template}', which is malformed: {e.Message}");
        }
    }

    private static void Claim(Dictionary<string, FunctionDescriptor> taken, string template, string[] methods, FunctionDescriptor function)
    {
        if (Reserved.Contains(template.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            throw new FunctionCatalogException($"Function '{function.Name}' has the route '{template}'; 'admin' and 'runtime' belong to the host.");
        }

        foreach (var method in methods.Length == 0 ? ["*"] : methods)
        {
            if (!taken.TryAdd($"{method} {template}", function))
            {
                throw new FunctionCatalogException(
                    $"Functions '{taken[$"{method} {template}"].Name}' and '{function.Name}' both answer {method.ToUpperInvariant()} '{template}'.");
            }
        }
    }
}
