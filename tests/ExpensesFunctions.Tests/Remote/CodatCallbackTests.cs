using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Tests.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Remote;

/// <summary>The address that takes the remote account's events: the signature first, and nothing without it.</summary>
[Collection(RunningAppCollection.Name)]
public sealed class CodatCallbackTests(AzuriteFixture azurite)
{
    private const string Body = """{"eventType":"expenses.sync.successful","payload":{"syncId":"theirs"}}""";
    private const string Client = "lanes";
    private static readonly string Secret = SigningSecret.Create();
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("webhook-")]
    [InlineData("svix-")]
    public async Task ASignedEvent_IsTaken_AndTakenAgain_UnderEitherSetOfHeaders(string prefix)
    {
        await using var app = await StartAsync();
        var syncs = app.Services.GetRequiredService<IRemoteSyncStore>();
        var company = new CompanyKey(new ClientId(Client), new CompanyId("c1"));
        await syncs.SaveAsync(new RemoteSync(new SyncId("theirs"), company, new RunId("a-run-that-ended")));

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(app, Body, prefix: prefix, id: $"msg{prefix}1"));
        Assert.True(await syncs.IsRememberedAsync(new SyncId("theirs"), $"msg{prefix}1"));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(app, Body, prefix: prefix, id: $"msg{prefix}1"));
    }

    [Theory]
    [InlineData("""{"eventType":"expenses.sync.successful","payload":{"syncId":"somebody-else's"}}""")]
    [InlineData("""{"RuleType":"Sync Failed","CompanyId":"c1","Data":{"syncId":"somebody-else's","syncType":"Expense"}}""")]
    [InlineData("""{"eventType":"connection.linked","payload":{}}""")]
    [InlineData("""{"eventType":"expenses.sync.successful","payload":7}""")]
    [InlineData("not json at all")]
    public async Task ASignedEventOfOthers_IsTakenAndDropped(string body)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(app, body));
    }

    [Fact]
    public async Task WhatIsNotSigned_IsRefused()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Body, sign: false));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Body, sent: Body + " "));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Body, secret: SigningSecret.Create()));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Body, age: TimeSpan.FromSeconds(301)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Body, age: TimeSpan.FromSeconds(-301)));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(app, Body, age: TimeSpan.FromSeconds(300)));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(app, Body, age: TimeSpan.FromSeconds(-300)));
    }

    [Fact]
    public async Task WithoutARemoteAccount_ThereIsNoSuchAddress()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);

        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(app, Body));
    }

    private Task<RunningApp> StartAsync() => RunningApp.StartAsync(azurite.Server, new Dictionary<string, string?>
    {
        ["SyncEngine:Mode"] = "Codat",
        ["SyncEngine:Codat:BaseUrl"] = "http://127.0.0.1:9",
        ["SyncEngine:Codat:ApiKey"] = "key",
        ["SyncEngine:Codat:Client"] = Client,
        // While a secret is rotated both are in force.
        ["SyncEngine:Codat:WebhookSecret"] = $"{SigningSecret.Create()},{Secret}",
    }, client: Client, replace: services => services.AddSingleton<TimeProvider>(new StoppedTime(Now)));

    private static async Task<HttpStatusCode> SendAsync(
        RunningApp app, string body, string prefix = "webhook-", string id = "msg_1", bool sign = true, string? sent = null, string? secret = null, TimeSpan age = default)
    {
        using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "callbacks/codat") { Content = new StringContent(sent ?? body, Encoding.UTF8, "application/json") };
        if (sign)
        {
            var timestamp = (Now - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var signature = HMACSHA256.HashData(SigningSecret.KeyOf(secret ?? Secret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
            request.Headers.Add(prefix + "id", id);
            request.Headers.Add(prefix + "timestamp", timestamp);
            request.Headers.Add(prefix + "signature", $"v1,AAAA v1a,{Convert.ToBase64String(signature)} v1,{Convert.ToBase64String(signature)}");
        }

        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
