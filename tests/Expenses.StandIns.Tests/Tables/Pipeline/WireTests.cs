using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables.Pipeline;

/// <summary>What the client sends, seen by a transport of our own.</summary>
public sealed class WireTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private const string EmptyPage = """{"odata.metadata":"https://a/$metadata#t","value":[]}""";
    private static readonly Uri Account = new("https://acct.table.core.windows.net");

    [Fact]
    public async Task SharedKey_SignatureIsTheHmacOfDateAndCanonicalisedResource()
    {
        var transport = new RecordingTransport(network: null, new ScriptedResponse(200, EmptyPage));
        var key = Convert.ToBase64String("not a secret, only a test vector"u8);
        var table = new TableClient(Account, "Expenses", new TableSharedKeyCredential("acct", key), Options(transport));

        await table.QueryAsync<TableEntity>("A eq 1").ToListAsync();

        var request = Assert.Single(transport.Sent);
        var expected = HMACSHA256.HashData(
            "not a secret, only a test vector"u8, Encoding.UTF8.GetBytes($"{request.Headers["x-ms-date"]}\n/acct/Expenses()"));
        Assert.Equal($"SharedKeyLite acct:{Convert.ToBase64String(expected)}", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task SharedKey_WrongKey_IsRefusedByTheService()
    {
        var key = Convert.ToBase64String("some other key"u8);
        var table = new TableClient(Azurite.Server.TableEndpoint, NewTableName(), new TableSharedKeyCredential(AzuriteServer.AccountName, key), NoRetries());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public async Task SharedKey_ByEndpointAndCredential_IsAccepted()
    {
        var credential = new TableSharedKeyCredential(AzuriteServer.AccountName, AzuriteServer.AccountKey);
        var service = new TableServiceClient(Azurite.Server.TableEndpoint, credential);

        var table = service.GetTableClient(NewTableName());

        Assert.False((await table.CreateAsync()).GetRawResponse().IsError);
        Assert.Equal(AzuriteServer.AccountName, table.AccountName);
    }

    [Fact]
    public async Task TokenCredential_SendsItsTokenForTheStorageScope()
    {
        var transport = new RecordingTransport(network: null, new ScriptedResponse(200, EmptyPage), new ScriptedResponse(200, EmptyPage));
        var credential = new FixedToken();
        var table = new TableClient(Account, "Expenses", credential, Options(transport));

        await table.QueryAsync<TableEntity>().ToListAsync();
        await table.QueryAsync<TableEntity>().ToListAsync();

        Assert.All(transport.Sent, request => Assert.Equal("Bearer the-token", request.Headers["Authorization"]));
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes.Distinct());
    }

    [Fact]
    public async Task TokenCredential_OverPlainHttp_IsRefused()
    {
        var table = new TableClient(Azurite.Server.TableEndpoint, NewTableName(), new FixedToken(), NoRetries());

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.CreateAsync());
    }

    [Fact]
    public async Task Sas_IsAppendedToTheQueryOnce_AlsoWhenRetried()
    {
        var transport = new RecordingTransport(network: null, new ScriptedResponse(503), new ScriptedResponse(200, EmptyPage));
        var service = new TableServiceClient(Account, new AzureSasCredential("sv=2020&sig=abc%3D"), Options(transport));

        await service.GetTableClient("Expenses").QueryAsync<TableEntity>("A eq 1").ToListAsync();

        Assert.Equal(2, transport.Sent.Count);
        Assert.All(transport.Sent, request =>
        {
            Assert.Equal(2, request.Uri.Query.Split("sig=").Length);
            Assert.Contains("sv=2020&sig=abc%3D", request.Uri.Query, StringComparison.Ordinal);
            Assert.False(request.Headers.ContainsKey("Authorization"));
        });
    }

    [Fact]
    public async Task Retry_503ThenSuccess_SucceedsWithTheSameBody()
    {
        var transport = new RecordingTransport(HttpClientTransport.Shared, new ScriptedResponse(503), new ScriptedResponse(503));
        var table = new TableClient(Azurite.ConnectionString, NewTableName(), Options(transport));
        await Service.GetTableClient(table.Name).CreateAsync();

        var response = await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        Assert.Equal(204, response.Status);
        Assert.Equal(3, transport.Sent.Count);
        Assert.Single(transport.Sent.Select(request => request.Body).Distinct());
        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Retry_503Always_EndsWithThe503()
    {
        var transport = new RecordingTransport(network: null, [.. Enumerable.Range(0, 4).Select(_ => new ScriptedResponse(503))]);
        var table = new TableClient(Account, "Expenses", new TableSharedKeyCredential("acct", "a2V5"), Options(transport));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(503, failure.Status);
        Assert.Equal(4, transport.Sent.Count);
    }

    [Fact]
    public async Task Retry_409_IsNotRetried()
    {
        var transport = new RecordingTransport(network: null, new ScriptedResponse(409, """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"It exists."}}}"""));
        var table = new TableClient(Account, "Expenses", new TableSharedKeyCredential("acct", "a2V5"), Options(transport));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal("EntityAlreadyExists", failure.ErrorCode);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task Request_AnAddition_HasTheHeadersOfTheProtocol()
    {
        var transport = new RecordingTransport(network: null, new ScriptedResponse(204));
        var table = new TableClient(Account, "Expenses", new TableSharedKeyCredential("acct", "a2V5"), Options(transport));

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Ticks"] = 5L, ["Nothing"] = null });

        var request = Assert.Single(transport.Sent);
        Assert.Equal(("POST", "/Expenses"), (request.Method, request.Uri.AbsolutePath));
        Assert.Equal("2020-12-06", request.Headers["x-ms-version"]);
        Assert.Equal("return-no-content", request.Headers["Prefer"]);
        Assert.StartsWith("3.0", request.Headers["DataServiceVersion"], StringComparison.Ordinal);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("\"Ticks\":\"5\"", request.Body, StringComparison.Ordinal);
        Assert.Contains("\"Ticks@odata.type\":\"Edm.Int64\"", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_TablesWithAFilter_SendsItAndFollowsTheContinuation()
    {
        var transport = new RecordingTransport(
            network: null,
            new ScriptedResponse(200, """{"value":[{"TableName":"Expenses"}]}""", ("x-ms-continuation-NextTableName", "1!8!RXg-")),
            new ScriptedResponse(200, """{"value":[{"TableName":"Receipts"}]}"""));
        var service = new TableServiceClient(Account, new TableSharedKeyCredential("acct", "a2V5"), Options(transport));

        var found = await service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName ge {"E'"}"), maxPerPage: 1).ToListAsync();

        Assert.Equal(["Expenses", "Receipts"], found.Select(table => table.Name));
        Assert.All(transport.Sent, request => Assert.Contains("filter=TableName ge 'E'''", Uri.UnescapeDataString(request.Uri.Query), StringComparison.Ordinal));
        Assert.Contains("NextTableName=1!8!RXg-", Uri.UnescapeDataString(transport.Sent.Last().Uri.Query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_EndsTheCall()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Service.GetTableClient(NewTableName()).CreateAsync(cancelled.Token));
    }

    private static TableClientOptions Options(HttpPipelineTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return options;
    }

    private static TableClientOptions NoRetries()
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        return options;
    }

    private sealed class FixedToken : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new ValueTask<AccessToken>(new AccessToken("the-token", DateTimeOffset.MaxValue));
        }
    }
}
