using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages.Managing;

/// <summary>
/// What lets a customer onto the page of its own connections without an API key (codat-contract M011): sealed and encrypted
/// by the service's key ring, for one company, for a short time. As a link it opens the page; opening it makes it a session,
/// in a cookie that no script and no other site can use.
/// </summary>
/// <param name="provider">The key ring.</param>
/// <param name="address">Where browsers reach the service.</param>
/// <param name="time">The clock.</param>
public sealed class CompanyPass(IDataProtectionProvider provider, PublicAddress address, TimeProvider time)
{
    /// <summary>How long a link can be opened.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long an opened page can be used.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(1);

    private const int Parts = 3;

    private readonly IDataProtector _links = provider.CreateProtector("Expenses.CompanyPass", "link", "v1");
    private readonly IDataProtector _sessions = provider.CreateProtector("Expenses.CompanyPass", "session", "v1");

    /// <summary>A pass for a link.</summary>
    /// <param name="company">The company.</param>
    /// <returns>The pass, fit for an address, and its end, UTC.</returns>
    public (string Pass, DateTimeOffset Expires) ForLink(CompanyKey company)
    {
        var expires = time.GetUtcNow() + LinkLifetime;
        return (Seal(_links, company, expires), expires);
    }

    /// <summary>Makes the pass of a link a session.</summary>
    /// <param name="request">The request that came by the link.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="companyId">The company in the route.</param>
    /// <returns>Whether the pass is good; the answer then sets the cookie.</returns>
    public bool TryBegin(HttpRequest request, string pass, string companyId)
    {
        if (Open(_links, pass, companyId) is not { } company)
        {
            return false;
        }

        request.HttpContext.Response.Cookies.Append(CookieOf(companyId), Seal(_sessions, company, time.GetUtcNow() + SessionLifetime), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = SessionLifetime,
            // Strict would keep it back right after the link on the product's page was followed.
            SameSite = SameSiteMode.Lax,
            Secure = address.IsHttps(request),
        });
        return true;
    }

    /// <summary>Whose page a browser may see.</summary>
    /// <param name="request">Its request.</param>
    /// <param name="companyId">The company in the route.</param>
    /// <returns>The company, or null when there is no session for it, or it has ended.</returns>
    public CompanyKey? SessionOf(HttpRequest request, string companyId) =>
        request.Cookies[CookieOf(companyId)] is { Length: > 0 } pass ? Open(_sessions, pass, companyId) : null;

    /// <summary>What a form of the page has to carry: only the page itself can know it.</summary>
    /// <param name="request">A request with a session.</param>
    /// <param name="companyId">The company in the route.</param>
    /// <returns>Letters and digits.</returns>
    public static string FormKeyOf(HttpRequest request, string companyId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"form {request.Cookies[CookieOf(companyId)]}")));

    /// <summary>Whether a form came from the page of this session.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company in the route.</param>
    /// <param name="key">What the form carries.</param>
    /// <returns>Compared in constant time.</returns>
    public static bool IsFormKey(HttpRequest request, string companyId, string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(FormKeyOf(request, companyId)));

    // The names of cookies are compared exactly, ids in routes are not.
    private static string CookieOf(string companyId) => $"expenses-company-{companyId.ToUpperInvariant()}";

    private static string Seal(IDataProtector protector, CompanyKey company, DateTimeOffset expires)
    {
        var client = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(company.Client.Value));
        return protector.Protect($"{expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}.{company.Company.Value}.{client}");
    }

    private CompanyKey? Open(IDataProtector protector, string pass, string companyId)
    {
        try
        {
            var parts = pass.Length <= RequestLimits.CompanyPass ? protector.Unprotect(pass).Split('.') : [];
            return parts.Length == Parts
                && time.GetUtcNow().ToUnixTimeSeconds() < long.Parse(parts[0], CultureInfo.InvariantCulture)
                && parts[1].Equals(companyId, StringComparison.OrdinalIgnoreCase)
                    ? new CompanyKey(new ClientId(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[2]))), new CompanyId(parts[1]))
                    : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
