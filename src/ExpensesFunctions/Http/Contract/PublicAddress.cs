using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Http.Contract;

/// <summary>
/// Where browsers reach this service: setting `PublicBaseUrl`, else the address the request came to. Where there is neither,
/// addresses have no host.
/// </summary>
/// <exception cref="InvalidOperationException">The setting is no absolute http or https address.</exception>
public sealed class PublicAddress(IConfiguration configuration)
{
    private readonly string? _configured = Checked(configuration["PublicBaseUrl"]);

    /// <summary>The hosted page a customer starts linking from (codat-contract §2.1 `redirect`).</summary>
    /// <param name="request">The request; null for what happens without one.</param>
    /// <param name="companyId">The company.</param>
    /// <returns>An absolute address.</returns>
    public string OfCompany(HttpRequest? request, string companyId) => $"{Base(request)}/company/{companyId}";

    /// <summary>The hosted page of one connection (codat-contract §2.2 `linkUrl`).</summary>
    /// <param name="request">The request; null for what happens without one.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="password">Its one-time password (codat-contract M006).</param>
    /// <returns>An absolute address.</returns>
    public string OfConnection(HttpRequest? request, string companyId, string connectionId, string password) =>
        $"{Base(request)}/companies/{companyId}/connections/{connectionId}/start?otp={password}";

    private static string? Checked(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? null
        : Uri.TryCreate(setting, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http" }
            ? setting.TrimEnd('/')
            : throw new InvalidOperationException("Setting 'PublicBaseUrl' is not an absolute http or https address.");

    private string Base(HttpRequest? request) =>
        _configured ?? (request is null ? "" : $"{request.Scheme}://{request.Host}{request.PathBase}");
}
