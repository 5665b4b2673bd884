using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Expenses.Core.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Http.Pages.Linking;

/// <summary>
/// Where a browser goes when a journey has ended (codat-contract §5.3, B177): setting <c>Clients:{clientId}:RedirectUrl</c>.
/// Its words in braces are filled in, those that are not reserved from the query of the link; missing ones are empty. The
/// site is the operator's choice alone: no word may stand in it, so nobody's link leads anywhere else.
/// </summary>
public sealed partial class ReturnAddresses
{
    private readonly FrozenDictionary<string, string> _templates;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="InvalidOperationException">An address is none of http or https, or its site is not fixed.</exception>
    public ReturnAddresses(IConfiguration configuration) => _templates = configuration.GetSection("Clients").GetChildren()
        .Select(client => KeyValuePair.Create(client.Key, client["RedirectUrl"]))
        .Where(client => !string.IsNullOrWhiteSpace(client.Value))
        .ToFrozenDictionary(client => client.Key, client => Checked(client.Key, client.Value!), StringComparer.OrdinalIgnoreCase);

    /// <summary>The site a client's browsers go back to, such as <c>https://app.example.com</c>; null for none.</summary>
    /// <param name="client">The client.</param>
    /// <returns>Scheme, host and port.</returns>
    public string? SiteOf(ClientId client) =>
        _templates.TryGetValue(client.Value, out var template) ? SitePart.Match(template).Value : null;

    /// <summary>The address after a journey.</summary>
    /// <param name="client">The client.</param>
    /// <param name="reserved">The reserved words' values.</param>
    /// <param name="query">The query of the link; its password is never handed on.</param>
    /// <returns>The address, or null when the client has none.</returns>
    internal string? Of(ClientId client, IReadOnlyDictionary<string, string> reserved, IQueryCollection query) =>
        _templates.TryGetValue(client.Value, out var template)
            ? Word.Replace(template, match => Uri.EscapeDataString(ValueOf(match.Groups["word"].Value, reserved, query)))
            : null;

    private static string ValueOf(string word, IReadOnlyDictionary<string, string> reserved, IQueryCollection query) =>
        reserved.TryGetValue(word, out var value) ? value
        : word.Equals(LinkPages.PasswordParameter, StringComparison.OrdinalIgnoreCase) ? ""
        : query[word].ToString();

    private static string Checked(string client, string template) =>
        SitePart.IsMatch(template) && Uri.TryCreate(Word.Replace(template, "x"), UriKind.Absolute, out var address) && address.UserInfo.Length == 0
            ? template
            : throw new InvalidOperationException(
                $"Setting 'Clients:{client}:RedirectUrl' must be an http or https address with words in braces only behind its host.");

    [GeneratedRegex(@"^https?://[A-Za-z0-9.\-]+(:[0-9]+)?(?=[/?#]|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SitePart { get; }

    [GeneratedRegex(@"\{(?<word>[A-Za-z0-9_.\-]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word { get; }
}
