using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>E-mail addresses of legacy rules where there is a mail server (codat-contract B127).</summary>
public sealed class RuleEmailTests(RuleEmailTests.MailingApp app) : IClassFixture<RuleEmailTests.MailingApp>
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(2, true)]
    public async Task Rule_keeps_its_addresses_in_their_order(int count, bool withWebhook)
    {
        var emails = Enumerable.Range(0, count).Select(number => $"ops{number}@example.com").ToArray();
        var rule = await app.PostAsync("/rules", new
        {
            type = "Sync Completed", notifiers = withWebhook ? (object)new { emails, webhook = "https://hooks.example/" } : new { emails },
        });

        var read = (await app.GetAsync($"/rules/{rule.GetProperty("id").GetString()}")).GetProperty("notifiers");

        Assert.Equal(emails, read.GetProperty("emails").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(withWebhook, read.TryGetProperty("webhook", out _));
    }

    [Theory]
    [InlineData("""{"emails":[]}""", "/notifiers/webhook")]
    [InlineData("""{"emails":"a@b.example"}""", "/notifiers/emails")]
    [InlineData("""{"emails":[7]}""", "/notifiers/emails/0")]
    [InlineData("""{"emails":["a@b.example","nobody"]}""", "/notifiers/emails/1")]
    [InlineData("""{"emails":["a@b.example","A@B.example"]}""", "/notifiers/emails/1")]
    [InlineData("""{"emails":["a@b.example\r\nBcc: c@d.example"]}""", "/notifiers/emails/0")]
    [InlineData("""{"emails":["a@b.example"],"webhook":"https://10.0.0.1/"}""", "/notifiers/webhook")]
    [InlineData("""{"emails":["0@b.co","1@b.co","2@b.co","3@b.co","4@b.co","5@b.co","6@b.co","7@b.co","8@b.co","9@b.co","10@b.co"]}""", "/notifiers/emails")]
    public async Task Wrong_address_is_named(string notifiers, string pointer)
    {
        using var content = new StringContent($$"""{"type":"Sync Completed","notifiers":{{notifiers}}}""", Encoding.UTF8, "application/json");
        using var answer = await app.Client.PostAsync("/rules", content);

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("validation").GetProperty("errors").EnumerateArray();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(pointer, errors.Select(error => error.GetProperty("itemId").GetString()));
    }

    /// <summary>The app with a mail server it never asks here.</summary>
    public sealed class MailingApp : HttpApp
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Smtp:Host"] = "mail.example.com",
            ["Smtp:From"] = "expenses@service.example",
        };
    }
}
