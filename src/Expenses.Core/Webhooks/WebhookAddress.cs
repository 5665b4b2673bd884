using System.Globalization;
using System.Net;

namespace Expenses.Core.Webhooks;

/// <summary>
/// What can be said of a consumer's address before it is connected to (reliability.md §3.6). Its name is resolved, and
/// the addresses checked, at each connection.
/// </summary>
public static class WebhookAddress
{
    /// <summary>Characters of an address.</summary>
    public const int MaximumLength = 2000;

    private static readonly int[] Ports = [443, 8443];

    /// <summary>What is wrong with an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="allowLoopback">Lets http and any port pass on this machine's own addresses: for tests and local runs.</param>
    /// <returns>The problem in words; null when there is none.</returns>
    public static string? ProblemOf(string text, bool allowLoopback)
    {
        if (text.Length > MaximumLength || text.Any(char.IsControl) || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return $"must be an absolute address of at most {MaximumLength} characters.";
        }

        return allowLoopback && IsLoopback(address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? null
            : ProblemOf(address);
    }

    private static string? ProblemOf(Uri address)
    {
        if (!string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            return "must use https.";
        }

        if (address.UserInfo.Length > 0)
        {
            return "must not hold a user name or password; use the Authorization header.";
        }

        if (!Ports.Contains(address.Port))
        {
            return $"must use port {string.Join(" or ", Ports)}.";
        }

        return IsReservedHost(address) ? "must be on the public internet." : null;
    }

    private static bool IsReservedHost(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out var literal)
            ? ReservedAddresses.Contains(literal)
            : !host.Contains('.', StringComparison.Ordinal) || address.Host.Any(IsDisguised) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    // Digits and dots of other scripts are taken for plain ones somewhere on the way to an address.
    private static bool IsDisguised(char character) => !char.IsAscii(character) && !char.IsLetter(character) && !char.IsSurrogate(character)
        && CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static bool IsLoopback(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out var literal)
            ? IPAddress.IsLoopback(literal)
            : string.Equals(address.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase);
}
