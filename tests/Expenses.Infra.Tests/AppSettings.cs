using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Expenses.Connectors.Sandbox;
using Expenses.Storage;
using Expenses.Testing;
using ExpensesFunctions.Composition;

namespace Expenses.Infra.Tests;

/// <summary>Settings from three sides: what the code reads, what the template sets, what docs/configuration.md lists.</summary>
internal static partial class AppSettings
{
    /// <summary>Read by the Functions host, the platform or the extensions, not by our code.</summary>
    public static readonly IReadOnlySet<string> ReadByThePlatform = new HashSet<string>
    {
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "AzureFunctionsJobHost__extensions__durableTask__hubName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "FUNCTIONS_WORKER_RUNTIME",
        "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
    };

    // The parts of an identity-based connection; `credential` is read by the Functions host.
    private static readonly string[] ConnectionParts = ["accountName", "blobServiceUri", "clientId", "credential", "queueServiceUri", "tableServiceUri"];

    private static readonly string[] Projects = ["ExpensesFunctions", "Expenses.Storage", "Expenses.Connectors"];

    private static readonly Assembly[] Assemblies =
        [typeof(ExpensesFunctionsApplication).Assembly, typeof(StorageOptions).Assembly, typeof(SandboxOptions).Assembly];

    /// <summary>Properties of the options classes, with <c>__</c> between levels.</summary>
    public static IReadOnlyList<string> Options =>
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(options => options.Section is not null)
            .SelectMany(options => Properties(options.Type, options.Section!.Replace(":", "__", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Settings with the range that their option declares.</summary>
    public static IReadOnlyList<(string Setting, RangeAttribute Range)> Ranges =>
    [
        .. ClassesWithASection.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (
                Setting: $"{type.GetField("Section")!.GetRawConstantValue()}__{property.Name}".Replace(":", "__", StringComparison.Ordinal),
                Range: property.GetCustomAttribute<RangeAttribute>()))
            .Where(one => one.Range is not null)
            .Select(one => (one.Setting, one.Range!))),
    ];

    /// <summary>Classes that a section of the configuration is bound to.</summary>
    public static IReadOnlyList<Type> ClassesWithASection =>
        [.. Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not null)];

    /// <summary>Classes that somebody asks for as options, in a constructor.</summary>
    public static IReadOnlyList<Type> ClassesOfOptions =>
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Microsoft.Extensions.Options.IOptions<>))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => Assemblies.Contains(type.Assembly))
            .Distinct(),
    ];

    /// <summary>Names of the app's functions.</summary>
    public static IReadOnlyList<string> FunctionNames =>
    [
        .. Assemblies[0].GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<Microsoft.Azure.Functions.Worker.FunctionAttribute>()?.Name)
            .OfType<string>(),
    ];

    /// <summary>Names that the sources read one by one.</summary>
    public static IReadOnlyList<string> ReadByName =>
    [
        .. Projects
            .SelectMany(project => Directory.EnumerateFiles(RepositoryRoot.File("src", project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(path => ByName().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value))
            .Select(name => name.Replace(":", "__", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>App settings of the function app.</summary>
    public static IReadOnlyDictionary<string, object?> Deployed(bool scheduler) =>
        (IReadOnlyDictionary<string, object?>)Deployments.With(scheduler, network: true, everythingElse: true)
            .Named("Microsoft.Web/sites/config", "appsettings")["properties"]!;

    /// <summary>Names in the first column of the tables of docs/configuration.md.</summary>
    public static IReadOnlyList<string> Documented =>
    [
        .. File.ReadLines(RepositoryRoot.File("docs", "configuration.md"))
            .TakeWhile(line => line != "## host.json")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1])
            .SelectMany(cell => Code().Matches(cell).Select(match => match.Groups["name"].Value)),
    ];

    /// <summary>Documented settings that the app does not start without.</summary>
    public static IReadOnlyList<string> WithoutDefault =>
    [
        .. File.ReadLines(RepositoryRoot.File("docs", "configuration.md"))
            .TakeWhile(line => line != "## host.json")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|')[^2].Trim() == "required")
            .SelectMany(line => Code().Matches(line.Split('|')[1]).Select(match => match.Groups["name"].Value)),
    ];

    /// <summary>Whether our code reads a setting of that name.</summary>
    public static bool IsRead(string name, IReadOnlyCollection<string> connections) =>
        Options.Contains(name, StringComparer.Ordinal)
        || ReadByName.Any(read => name == read || name.StartsWith(read + "__", StringComparison.Ordinal))
        || connections.Contains(name)
        || connections.Any(connection => ConnectionParts.Any(part => name == $"{connection}__{part}"));

    private static IEnumerable<string> Properties(Type type, string path) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property => (property.PropertyType, property.SetMethod) switch
        {
            // A list is filled in place, one setting for each element.
            ({ IsGenericType: true } list, null) when list.GetGenericTypeDefinition() == typeof(IList<>) => [$"{path}__{property.Name}__0"],
            ({ IsClass: true, Namespace: { } space } nested, not null) when space.StartsWith("Expenses", StringComparison.Ordinal) =>
                Properties(nested, $"{path}__{property.Name}"),
            (_, { IsPublic: true }) => [$"{path}__{property.Name}"],
            _ => Array.Empty<string>(),
        });

    [GeneratedRegex("""(configuration|settings)(\[|\.GetSection\()"(?<name>[A-Z][A-Za-z:_]+)"[\])]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ByName();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Code();
}
