using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Expenses.LocalHost.Hosting;

/// <summary>LocalHost's own settings.</summary>
/// <param name="Root">The folder with host.json and local.settings.json.</param>
/// <param name="DataDirectory">Where durable.db lives; one process at a time.</param>
/// <param name="Urls">Where Kestrel listens.</param>
/// <param name="Settings">All settings, for the app.</param>
internal sealed record LocalHostSettings(string Root, string DataDirectory, string Urls, IReadOnlyDictionary<string, string?> Settings)
{
    public const string DataDirectoryKey = "LocalHost:DataDirectory";
    public const string RootKey = "LocalHost:Root";
    public const string UrlsKey = "LocalHost:Urls";
    private const string UrlsVariable = "LOCALHOST_URLS";
    private const string DefaultUrls = "http://127.0.0.1:7071";

    public string HostJsonPath => Path.Combine(Root, "host.json");

    public string DatabasePath => Path.Combine(DataDirectory, "durable.db");

    /// <summary>
    /// Reads settings. The root is the one given, else the current folder when it has a host.json, else the program's
    /// folder, where the build puts a copy.
    /// </summary>
    public static LocalHostSettings Read(string[] args)
    {
        var current = Directory.GetCurrentDirectory();
        var given = new ConfigurationBuilder().AddInMemoryCollection(LocalSettings.Read(current, args)).Build()[RootKey];
        var root = Path.GetFullPath(given ?? (File.Exists(Path.Combine(current, "host.json")) ? current : AppContext.BaseDirectory));
        if (!Directory.Exists(root))
        {
            throw new InvalidOperationException($"{RootKey} names no folder: {root}");
        }

        var settings = LocalSettings.Read(root, args);
        return new LocalHostSettings(
            root,
            Path.GetFullPath(settings.GetValueOrDefault(DataDirectoryKey) ?? Path.Combine(root, ".local")),
            Addresses(settings, UrlsKey) ?? Addresses(settings, UrlsVariable) ?? DefaultUrls,
            settings);
    }

    // Kestrel says what is wrong with an address, and not which setting it came from.
    private static string? Addresses(IReadOnlyDictionary<string, string?> settings, string key)
    {
        var addresses = settings.GetValueOrDefault(key);
        try
        {
            foreach (var address in addresses?.Split(';') ?? [])
            {
                BindingAddress.Parse(address);
            }
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"{key} must be addresses to listen at, such as {DefaultUrls}.", e);
        }

        return addresses;
    }
}
