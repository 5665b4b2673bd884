using System.Reflection;
using System.Text.RegularExpressions;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.Infra.Tests.Documents;

/// <summary>Every command that a page shows is one that exists: ours by what they say themselves, others by their reference.</summary>
public sealed partial class CommandTests
{
    public static TheoryData<string> Pages => [.. ShellBlocks.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryCommandOfAPage_Exists(string page) => Assert.Empty(ShellBlocks.CommandsOf(page).SelectMany(ProblemsOf));

    [Fact]
    public void ThePages_ShowCommandsOfEveryKind()
    {
        var all = ShellBlocks.Pages.SelectMany(ShellBlocks.CommandsOf).ToList();

        foreach (var kind in (string[])["azd up", "az functionapp", "./run.sh", "./test.sh", "eng/func-start.sh", "dotnet run", "dotnet build", "curl "])
        {
            Assert.Contains(all, command => command.Contains(kind, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("azd go")]
    [InlineData("az functionapp show --everything")]
    [InlineData("./eng/azd/first-api-key.sh --forget")]
    [InlineData("./eng/no-such.sh")]
    [InlineData("dotnet run --project src/Expenses.LocalHost -- instances listen")]
    [InlineData("dotnet run --project src/Nothing")]
    [InlineData("curl -X DELETE -H \"$auth\" $api/companies/$company/sync/expenses/mappingOptions")]
    [InlineData("frobnicate now")]
    [InlineData("Sandbox__Nothing=1")]
    public void AMistake_IsFound(string command) => Assert.NotEmpty(ProblemsOf(command));

    private static IEnumerable<string> ProblemsOf(string command)
    {
        if (Text().IsMatch(command))
        {
            // A name for a text.
            return [];
        }

        // Assignments keep the command that they take their value from: name=$(command), name="$(command)".
        var text = Assignment().Replace(command, "");
        if (text.Length == 0 || command.StartsWith("id()", StringComparison.Ordinal))
        {
            return Setting().Match(command) is { Success: true } setting && !IsDocumented(setting.Groups["name"].Value)
                ? [$"no setting {setting.Groups["name"].Value}"]
                : [];
        }

        return text.Split([" | ", " && ", "; "], StringSplitOptions.None).SelectMany(part => ProblemsOfOne(part.Trim())).Concat(
            Inner().Matches(command).Where(inner => inner.Groups["command"].Value is "az" or "azd").SelectMany(inner => ProblemsOfOne(inner.Value)));
    }

    private static IEnumerable<string> ProblemsOfOne(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rest = command[words[0].Length..].Trim();
        return words[0] switch
        {
            "azd" or "az" or "func" => ProblemsOfAzure(command),
            "dotnet" => OwnCommands.ProblemOfDotnet(rest) is { } problem ? [problem] : [],
            "curl" => ProblemsOfCurl(command),
            ['.', '/', ..] or ['e', 'n', 'g', '/', ..] => OwnCommands.ProblemOfScript(words[0], rest) is { } problem ? [problem] : [],
            "npm" => rest is "install --global azure-functions-core-tools@4" ? [] : [command],
            "id)" or "id" => [],
            "GET" or "POST" or "PUT" or "PATCH" or "DELETE" => IsAnswered(words[0], words[1].Split('?')[0]) ? [] : [$"nothing answers {command}"],
            var tool when KnownCommands.OfTheSystem.Contains(tool) => [],
            _ => [$"'{command}' is of no tool known here"],
        };
    }

    private static IEnumerable<string> ProblemsOfAzure(string command)
    {
        var known = KnownCommands.Azure.Keys.OrderByDescending(key => key.Length)
            .FirstOrDefault(key => command.Equals(key, StringComparison.Ordinal) || command.StartsWith(key + " ", StringComparison.Ordinal));
        return known is null
            ? [$"'{command}' is in no reference"]
            : Flags().Matches(Quoted().Replace(command, "")).Select(flag => flag.Value).Except(KnownCommands.Azure[known]).Select(flag => $"'{known}' has no {flag}");
    }

    private static IEnumerable<string> ProblemsOfCurl(string command)
    {
        var method = Method().Match(command) is { Success: true } given ? given.Groups["method"].Value
            : command.Contains(" -T ", StringComparison.Ordinal) ? "PUT"
            : command.Contains(" -d ", StringComparison.Ordinal) ? "POST" : "GET";
        return Address().Matches(command)
            .Select(address => address.Groups["path"].Value)
            .Where(path => !IsAnswered(method, path))
            .Select(path => $"nothing answers {method} {path}");
    }

    private static bool IsAnswered(string method, string path) => Routes.Any(route => route.Method == method && route.Path.IsMatch(path.Trim('/')));

    private static IReadOnlyList<(string Method, Regex Path)> Routes { get; } =
    [
        .. typeof(ExpensesFunctionsApplication).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(trigger => (trigger.Methods ?? []).Select(method => (
                method.ToUpperInvariant(),
                new Regex($"^{Placeholder().Replace(trigger.Route!, "[^/]+")}$", RegexOptions.None, TimeSpan.FromMinutes(1))))),
    ];

    private static bool IsDocumented(string name) => AppSettings.Documented.Any(known =>
        Regex.IsMatch(name, $"^{Regex.Escape(known).Replace("\\{clientId}", "\\w+", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromMinutes(1)));

    [GeneratedRegex("^([A-Za-z_]+=(?<value>\"?\\$\\(|[^ $\"]*\\s*|\"[^$]*\"$|\"[^\"]*\\$\\())+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Assignment();

    [GeneratedRegex("^[a-z]+=\"(?!\\$\\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Text();

    [GeneratedRegex("^(?<name>[A-Z][A-Za-z]+__[A-Za-z_0-9]+)=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Setting();

    [GeneratedRegex("(?<=\\$\\()(?<command>azd?) [^)]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Inner();

    [GeneratedRegex("(?<!\\S)--[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Flags();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Quoted();

    [GeneratedRegex("-X (?<method>[A-Z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Method();

    [GeneratedRegex("\\$api(?<path>(/[^\\s\"'?]*)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Placeholder();
}
