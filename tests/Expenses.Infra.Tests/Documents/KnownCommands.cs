namespace Expenses.Infra.Tests.Documents;

/// <summary>
/// Commands of tools that are not here, with the flags that our pages use: as the tools' reference pages have them
/// (learn.microsoft.com: azd reference, az functionapp, az storage entity, az network public-ip, az bicep).
/// </summary>
internal static class KnownCommands
{
    public static readonly IReadOnlyDictionary<string, string[]> Azure = new Dictionary<string, string[]>
    {
        ["azd auth login"] = [],
        ["azd env new"] = [],
        ["azd env set"] = [],
        ["azd env set-secret"] = [],
        ["azd env get-value"] = [],
        ["azd up"] = [],
        ["azd provision"] = ["--preview"],
        ["azd deploy"] = [],
        ["azd down"] = ["--purge", "--force"],
        ["azd monitor"] = ["--logs", "--overview", "--live"],
        ["func start"] = ["--no-build", "--port"],
        ["az bicep install"] = [],
        ["az bicep lint"] = ["--file"],
        ["az bicep build"] = ["--file", "--stdout"],
        ["az functionapp config appsettings set"] = ["--resource-group", "--name", "--settings"],
        ["az functionapp config appsettings delete"] = ["--resource-group", "--name", "--setting-names"],
        ["az functionapp show"] = ["--resource-group", "--name", "--query", "--output"],
        ["az rest"] = ["--method", "--url"],
        ["az network public-ip list"] = ["--resource-group", "--query"],
        ["az storage entity query"] = ["--auth-mode", "--account-name", "--table-name", "--filter", "--select", "--query"],
    };

    /// <summary>Installed by our pages or workflows before they are used, or by every system that they name.</summary>
    public static readonly IReadOnlySet<string> OfTheSystem = new HashSet<string>
    {
        "cat", "cd", "cp", "curl", "echo", "grep", "head", "ls", "mkdir", "node", "printf", "sha256sum", "base64",
    };
}
