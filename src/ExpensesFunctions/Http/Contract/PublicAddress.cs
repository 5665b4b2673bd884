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
    /// <summary>The parameter of the hosted page that says who may see it.</summary>
    internal const string AccessParameter = "access";

    private readonly string? _configured = Checked(configuration["PublicBaseUrl"]);

    /// <summary>The hosted page a customer starts linking from (codat-contract §2.1 `redirect`).</summary>
    /// <param name="request">The request; null for what happens without one.</param>
    /// <param name="companyId">The company.</param>
    /// <returns>An absolute address.</returns>
    public string OfCompany(HttpRequest? request, string companyId) => $"{Base(request)}/company/{companyId}";

    /// <summary>The service's own icon, which stands for platforms that bring no logo.</summary>
    /// <param name="request">The request.</param>
    /// <returns>An absolute address.</returns>
    public string OfLogo(HttpRequest request) => $"{Base(request)}/pages/icon.svg";

    /// <summary>The hosted page of one connection (codat-contract §2.2 `linkUrl`).</summary>
    /// <param name="request">The request; null for what happens without one.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="password">Its one-time password (codat-contract M006).</param>
    /// <returns>An absolute address.</returns>
    public string OfConnection(HttpRequest? request, string companyId, string connectionId, string password) =>
        $"{Base(request)}/companies/{companyId}/connections/{connectionId}/start?otp={password}";

    /// <summary>The hosted page of a company's connections, opened (codat-contract M011).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="pass">What opens it.</param>
    /// <returns>An absolute address.</returns>
    public string OfManagement(HttpRequest request, string companyId, string pass) => $"{OfCompany(request, companyId)}?{AccessParameter}={pass}";

    /// <summary>Whether browsers reach this service by https, whatever a proxy makes of it behind.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True for https.</returns>
    public bool IsHttps(HttpRequest request) => Base(request).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static string? Checked(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? null
        : Uri.TryCreate(setting, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http" }
            ? setting.TrimEnd('/')
            : throw new InvalidOperationException("Setting 'PublicBaseUrl' is not an absolute http or https address.");

    private string Base(HttpRequest? request) =>
        _configured ?? (request is null ? "" : $"{request.Scheme}://{request.Host}{request.PathBase}");
}
