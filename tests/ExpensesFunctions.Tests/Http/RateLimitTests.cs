using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>The rate limit, turned on (codat-contract B094, B095).</summary>
public sealed class RateLimitTests(RateLimitTests.LimitedApp app) : IClassFixture<RateLimitTests.LimitedApp>
{
    [Fact]
    public async Task Answers_say_how_the_quota_stands_until_it_is_used_up()
    {
        using var first = await app.Client.GetAsync(app.Address(""));
        var limit = Number(first, "X-Rate-Limit-Limit");
        var left = Number(first, "X-Rate-Limit-Remaining");
        for (var request = 1; request <= left; request++)
        {
            using var next = await app.Client.GetAsync(app.Address(""));
            Assert.Equal(HttpStatusCode.OK, next.StatusCode);
            Assert.Equal(left - request, Number(next, "X-Rate-Limit-Remaining"));
        }

        using var refused = await app.Client.GetAsync(app.Address(""));

        Assert.Equal(LimitedApp.RequestsPerCompany, limit);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(0, Number(refused, "X-Rate-Limit-Remaining"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var reset = DateTimeOffset.FromUnixTimeSeconds(Number(refused, "X-Rate-Limit-Reset"));
        Assert.Equal(TimeSpan.Zero, reset.TimeOfDay);
        var envelope = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("True", envelope.GetProperty("canBeRetried").GetString());
        Assert.Equal("client.rateLimit.reached", Assert.Single(app.Webhooks.Published, one => one.Type.StartsWith("client.", StringComparison.Ordinal)).Type);
        await AssertOthersAreServedAsync();
    }

    private static int Number(HttpResponseMessage response, string header) =>
        int.Parse(response.Headers.GetValues(header).Single(), CultureInfo.InvariantCulture);

    private async Task AssertOthersAreServedAsync()
    {
        using var other = new HttpClient { BaseAddress = app.Client.BaseAddress, DefaultRequestHeaders = { Authorization = HttpApp.Basic(HttpApp.KeyB) } };
        using var served = await other.GetAsync(app.Address(""));
        using var health = await app.Client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.NotFound, served.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.False(health.Headers.Contains("X-Rate-Limit-Limit"));
    }

    /// <summary>An app with a quota that a test can use up; setting it up takes some of it.</summary>
    public sealed class LimitedApp : HttpApp
    {
        public const int RequestsPerCompany = 40;

        // A quota begins anew at midnight, which must not come while it is used up.
        public LimitedApp() => Time.Advance(TimeSpan.FromDays(1) - Time.GetUtcNow().TimeOfDay);

        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
        {
            ["RateLimit:Enabled"] = "true",
            ["RateLimit:RequestsPerCompany"] = $"{RequestsPerCompany}",
        };
    }
}
