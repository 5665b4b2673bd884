using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Expenses.LocalHost.Admin;

/// <summary>
/// Where a running host takes changes, and the token that proves the caller may read the data folder. The file lives as
/// long as the host and is for its owner only.
/// </summary>
internal sealed record AdminDoor(Uri Address, string Token)
{
    public const string FileName = "admin.json";

    public static string NewToken() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A host that listens on all addresses is reached through loopback.</summary>
    public static AdminDoor At(Uri listening, string token)
    {
        var isAny = IPAddress.TryParse(listening.Host.Trim('[', ']'), out var address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        return new AdminDoor(new UriBuilder(listening) { Host = isAny ? "127.0.0.1" : listening.Host, Path = AdminEndpoint.Path }.Uri, token);
    }

    public static AdminDoor? Find(string path)
        => File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), AdminJson.Default.AdminDoor) : null;

    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // An old file would keep its old permissions.
        File.Delete(path);
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, this, AdminJson.Default.AdminDoor);
    }
}
