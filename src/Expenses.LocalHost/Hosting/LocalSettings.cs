using Microsoft.Extensions.Configuration;

namespace Expenses.LocalHost.Hosting;

/// <summary>
/// The app's settings on this machine, later ones win: <c>Values</c> of local.settings.json, environment variables, command
/// line. <c>__</c> in a name stands for <c>:</c>, as on the platform.
/// </summary>
internal static class LocalSettings
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--data"] = LocalHostSettings.DataDirectoryKey,
        ["--root"] = LocalHostSettings.RootKey,
        ["--urls"] = LocalHostSettings.UrlsKey,
    };

    /// <summary>Reads them.</summary>
    /// <param name="root">The folder of local.settings.json, which need not exist.</param>
    /// <param name="args">The command line: <c>--name value</c> or <c>--name=value</c>.</param>
    public static IReadOnlyDictionary<string, string?> Read(string root, string[] args)
    {
        var file = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Path.GetFullPath(root), "local.settings.json"), optional: true, reloadOnChange: false)
            .Build();
        var values = file.GetSection("Values").AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null)
            .Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value));
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(values)
            .AddEnvironmentVariables()
            .AddCommandLine(args, Switches)
            .Build();
        return settings.AsEnumerable()
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
    }
}
