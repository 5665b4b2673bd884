using Expenses.Core.Syncs;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>
/// How `integrationType` is written (codat-contract T1): `expense` as the requirement's documents show it, `expenses` to
/// the published SDKs, which parse it strictly and are known by their User-Agent; a client's setting goes before both.
/// </summary>
internal static class IntegrationTypeSpelling
{
    private const string SdkPrefix = "speakeasy-sdk/";

    public static string For(HttpRequest request, IntegrationType type) => type switch
    {
        IntegrationType.BankFeeds => "bankfeeds",
        _ when RequestScope.Of(request).IntegrationTypeSpelling is { } pinned => pinned,
        _ when request.Headers.UserAgent.ToString().StartsWith(SdkPrefix, StringComparison.OrdinalIgnoreCase) => "expenses",
        _ => "expense",
    };
}
