using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>A client that wants one spelling of `integrationType`, whatever SDK it calls with (codat-contract T1).</summary>
public sealed class PinnedSpellingTests(PinnedSpellingTests.PinnedApp app) : IClassFixture<PinnedSpellingTests.PinnedApp>
{
    [Theory]
    [InlineData("curl/8.5.0")]
    [InlineData("speakeasy-sdk/typescript 7.1.1 2.723.11 prealpha @codat/sync-for-expenses")]
    public async Task Setting_goes_before_the_user_agent(string userAgent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Address($"sync/expenses/syncs/{app.Sync}/transactions"));
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);

        using var response = await app.Client.SendAsync(request);
        var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.All(page.GetProperty("results").EnumerateArray(), one => Assert.Equal("expenses", one.GetProperty("integrationType").GetString()));
    }

    public sealed class PinnedApp : HttpApp
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } =
            new Dictionary<string, string?> { ["Clients:client-a:IntegrationType"] = "expenses" };
    }
}
