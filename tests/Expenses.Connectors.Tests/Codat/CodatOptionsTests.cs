using Expenses.Connectors.Codat;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>Settings that cannot work are refused, by name and without their values.</summary>
public sealed class CodatOptionsTests
{
    public static TheoryData<string, Action<CodatOptions>> Wrong => new()
    {
        { "BaseUrl", options => options.BaseUrl = "http://api.example.org" },
        { "BaseUrl", options => options.BaseUrl = "https://user:pass@api.example.org" },
        { "BaseUrl", options => options.BaseUrl = "api.example.org" },
        { "ApiKey", options => options.ApiKey = "" },
        { "ApiKey", options => options.ApiKey = "se cret" },
        { "Client", options => options.Client = "Acme" },
        { "WebhookSecret", options => options.WebhookSecret = "whsec_short" },
        { "WebhookSecret", options => options.WebhookSecret = $"{Secret},plain-secret" },
        { "CheckInterval", options => options.CheckInterval = TimeSpan.FromHours(2) },
        { "RequestsPerMinute", options => options.RequestsPerMinute = 0 },
        { "UploadTimeout", options => options.UploadTimeout = TimeSpan.FromSeconds(2) },
    };

    private static string Secret => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongValue_IsRefusedByName_WithoutTheValue(string name, Action<CodatOptions> change)
    {
        var options = Right();
        change(options);

        var failure = Assert.Single(new CodatOptionsRules().Validate(null, options).Failures!);

        Assert.Contains($"SyncEngine:Codat:{name}", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("se cret", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("plain-secret", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("pass@", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void RightValues_AreTaken_HttpOnThisMachineToo()
    {
        var options = Right();
        Assert.True(new CodatOptionsRules().Validate(null, options).Succeeded);

        options.BaseUrl = "http://127.0.0.1:7071";
        Assert.True(new CodatOptionsRules().Validate(null, options).Succeeded);
    }

    private static CodatOptions Right() => new()
    {
        BaseUrl = "https://api.example.org", ApiKey = "key", Client = "acme", WebhookSecret = $"{Secret}, {Secret}",
    };
}
