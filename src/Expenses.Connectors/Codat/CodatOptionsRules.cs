using Expenses.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace Expenses.Connectors.Codat;

/// <summary>Refuses settings that cannot work, at the start and naming the setting; never its value, which may be a secret.</summary>
internal sealed class CodatOptionsRules : IValidateOptions<CodatOptions>
{
    private const int ShortestSecret = 24;

    public ValidateOptionsResult Validate(string? name, CodatOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(CodatOptions options)
    {
        if (!IsBaseUrl(options.BaseUrl))
        {
            yield return $"{CodatOptions.Section}:BaseUrl must be an https address, or http on this machine, without query or user.";
        }

        if (options.ApiKey.Length == 0 || !options.ApiKey.All(character => character is > ' ' and <= '~'))
        {
            yield return $"{CodatOptions.Section}:ApiKey must be the account's API key.";
        }

        if (string.IsNullOrWhiteSpace(options.Client) || !string.Equals(options.Client, options.Client.ToLowerInvariant(), StringComparison.Ordinal))
        {
            yield return $"{CodatOptions.Section}:Client must be the id, in lower case, of the client the account belongs to.";
        }

        if (!SecretsOf(options).All(IsSecret))
        {
            yield return $"{CodatOptions.Section}:WebhookSecret must be 'whsec_' and at least {ShortestSecret} bytes in base64; several with commas.";
        }

        if (options.CheckInterval < TimeSpan.FromSeconds(1) || options.CheckInterval > TimeSpan.FromHours(1))
        {
            yield return $"{CodatOptions.Section}:CheckInterval must be between one second and one hour.";
        }

        if (options.RequestsPerMinute < 1 || options.ConcurrentRequests < 1)
        {
            yield return $"{CodatOptions.Section}:RequestsPerMinute and {CodatOptions.Section}:ConcurrentRequests must be at least 1.";
        }

        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.UploadTimeout < options.RequestTimeout || options.UploadTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{CodatOptions.Section}:RequestTimeout and {CodatOptions.Section}:UploadTimeout need 1 s ≤ RequestTimeout ≤ UploadTimeout ≤ 1 h.";
        }
    }

    /// <summary>The webhook secrets in force.</summary>
    internal static IReadOnlyList<string> SecretsOf(CodatOptions options) =>
        options.WebhookSecret.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsBaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback))
        && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0;

    private static bool IsSecret(string secret)
    {
        try
        {
            return SigningSecret.KeyOf(secret).Length >= ShortestSecret;
        }
        catch (FormatException)
        {
            // The caller names the setting; the value stays out of it.
            return false;
        }
    }
}
