using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http;

/// <summary>An HTTP function of this assembly, read from its trigger: there is no second list to keep.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method behind it.</param>
/// <param name="Route">Its address, without a slash before it.</param>
/// <param name="Verbs">Its HTTP methods, upper case; none for the one that takes what no other does.</param>
internal sealed record HttpFunction(string Name, MethodInfo Method, string Route, IReadOnlyList<string> Verbs)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HttpFunction> All { get; } = [.. typeof(HttpFunction).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .Select(Read)
        .OfType<HttpFunction>(),];

    private static HttpFunction? Read(MethodInfo method)
    {
        var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null);
        return trigger?.Route is { } route
            ? new HttpFunction(
                method.GetCustomAttribute<FunctionAttribute>()!.Name, method, route, [.. (trigger.Methods ?? []).Select(verb => verb.ToUpperInvariant())])
            : null;
    }
}
