using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>What is sent to the remote account, and what its answers mean.</summary>
[Collection(ManualPollyCollection.Name)]
public sealed class CodatSyncServiceTests : IDisposable
{
    private static readonly CompanyKey Company = AccountUnderTest.Company;
    private static readonly TransactionId First = new("t-1");
    private static readonly TransactionId Second = new("t-2");

    private readonly ManualPolly _polly = new();
    private readonly ScriptedAccount _account = new();
    private readonly AccountUnderTest _remote;

    public CodatSyncServiceTests() => _remote = new AccountUnderTest(_account, _polly.Time);

    public void Dispose()
    {
        _remote.Dispose();
        _account.Dispose();
        _polly.Dispose();
    }

    [Fact]
    public async Task CreateDataset_SendsTheContractsShape_WithoutNulls()
    {
        _account.Answers(200, """{"datasetId":"theirs"}""");

        await _remote.CreateDatasetAsync();

        var request = Assert.Single(_account.Requests);
        Assert.Equal(("POST", "/v1/companies/c1/sync/expenses/data/expense-transactions"), (request.Method, request.Path));
        Assert.DoesNotContain("null", request.Text, StringComparison.Ordinal);
        var item = JsonDocument.Parse(request.Body).RootElement.GetProperty("items")[0];
        Assert.Equal("Payment", item.GetProperty("type").GetString());
        Assert.Equal("2026-10-05T00:00:00Z", item.GetProperty("issueDate").GetString());
        Assert.Equal(12.50m, item.GetProperty("lines")[0].GetProperty("netAmount").GetDecimal());
        Assert.Equal("429", item.GetProperty("lines")[0].GetProperty("accountRef").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Count_TakesPageAfterPage_AndLeavesOtherIntegrationsOut()
    {
        _account.Answers(200, """{"results":[{"transactionId":"t-1","status":"Completed","integrationType":"expenses"},{"transactionId":"t-1","status":"Completed","integrationType":"bankfeeds"}],"totalResults":4}""");
        _account.Answers(200, """{"results":[{"transactionId":"t-2","status":"PushError"},{"transactionId":"t-3","status":"Pending"}],"totalResults":4}""");

        var counts = await _remote.Service.CountAsync(Company, new SyncId("s"));

        Assert.Equal(new SyncCounts(Completed: 1, PushErrors: 1, Pending: 1), counts);
        Assert.Equal(2, _account.Requests.Count);
        Assert.Contains("page=2&pageSize=2000", _account.Requests[1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InitiateSync_GivesTheAccountsId()
    {
        _account.Answers(202, """{"syncId":"theirs"}""");

        var sync = await _remote.Service.InitiateSyncAsync(new SyncInitiation(Company, new SyncId("ours"), [new DatasetId("d1")]));

        Assert.Equal("theirs", sync.Value);
        Assert.Equal("ours", _account.Requests[0].Key);
        Assert.Equal("""{"datasetIds":["d1"]}""", _account.Requests[0].Text);
    }

    [Theory]
    [InlineData(401, FailureCategory.Unauthorized)]
    [InlineData(403, FailureCategory.Unauthorized)]
    [InlineData(402, FailureCategory.SubscriptionExpired)]
    [InlineData(409, FailureCategory.Transient)]
    [InlineData(503, FailureCategory.Transient)]
    public async Task AFailure_SaysWhatComesNext(int status, FailureCategory expected)
    {
        _account.Answers(status, "<html>no envelope</html>");

        Assert.Equal(expected, (await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync)).Category);
    }

    [Fact]
    public async Task ARefusal_IsInTheAccountsWords()
    {
        _account.Answers(400, """{"error":"Not valid.","validation":{"errors":[{"itemId":"/items/0","message":"No such account.","validatorName":"Account"}]}}""");

        var refusal = await Assert.ThrowsAsync<ContractException>(_remote.CreateDatasetAsync);

        Assert.Equal((400, "Not valid."), (refusal.StatusCode, refusal.Message));
        Assert.Equal(new ValidationItem("/items/0", "No such account.", "Account"), Assert.Single(refusal.Validation));
    }

    [Theory]
    [InlineData(1000, "NotStarted", SyncStatusCode.InProgress, SyncStage.NotStarted)]
    [InlineData(1010, "Pushing", SyncStatusCode.LongRunning, SyncStage.Pushing)]
    [InlineData(2000, "Complete", SyncStatusCode.Complete, SyncStage.Finished)]
    [InlineData(5130, "PushError", SyncStatusCode.PushError, SyncStage.Finished)]
    [InlineData(5999, "Novelty", SyncStatusCode.ServerError, SyncStage.Finished)]
    public async Task GetSync_ReadsEveryCode(int code, string text, SyncStatusCode expected, SyncStage stage)
    {
        _account.Answers(200, $$"""{"syncId":"s1","syncStatusCode":{{code}},"syncStatus":"{{text}}","syncUtc":"2026-01-01T10:00:00","dataPushed":true}""");

        var sync = await _remote.Service.GetSyncAsync(Company, new SyncId("s1"));

        Assert.Equal((expected, stage), (sync.Code, sync.Stage));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero), sync.Requested);
    }

    [Fact]
    public async Task ReadTransactions_NotWhereTheDatasetHadThem_AreAskedForOneByOne()
    {
        _account
            .Answers(200, """{"results":[{"transactionId":"t-2","status":"PushError","message":"locked","integrationType":"expenses"}],"totalResults":2}""")
            .Answers(200, """[{"transactionId":"t-1","status":"Completed","integrationType":"expense"},{"transactionId":"t-1","status":"Completed","integrationType":"bankfeeds"}]""");

        var rows = await _remote.Service.ReadTransactionsAsync(Company, new SyncId("s1"), [First, Second], first: 100);

        Assert.Equal("/v1/companies/c1/sync/expenses/syncs/s1/transactions?page=2&pageSize=100", _account.Requests[0].Path);
        Assert.Equal(2, _account.Requests.Count);
        Assert.Equal(
            [(100, IntegrationType.Expense, TransactionStatus.Completed), (100, IntegrationType.BankFeeds, TransactionStatus.Completed), (101, IntegrationType.Expense, TransactionStatus.PushError)],
            rows.Select(row => (row.Number, row.IntegrationType, row.Status)));
    }

    [Fact]
    public async Task ReadTransactions_OfASyncThatCameToNone_AsksOnce()
    {
        _account.Answers(200, """{"results":[],"totalResults":0}""");

        Assert.Empty(await _remote.Service.ReadTransactionsAsync(Company, new SyncId("s1"), [First, Second], first: 0));
        Assert.Single(_account.Requests);
    }

    [Fact]
    public async Task FindSync_TakesTheOneThatCompletedThem_AndNoneFromBefore()
    {
        _account
            .Answers(200, """[{"syncId":"old","syncUtc":"2025-12-31T00:00:00Z"},{"syncId":"done","syncUtc":"2026-01-01T00:01:00Z"},{"syncId":"twice","syncUtc":"2026-01-01T00:02:00Z"},{"syncId":"other","syncUtc":"2026-01-01T00:03:00Z"}]""")
            .Answers(404)
            .Answers(200, """[{"transactionId":"t-1","status":"ValidationError"}]""")
            .Answers(200, """[{"transactionId":"t-2","status":"ValidationError"}]""")
            .Answers(200, """[{"transactionId":"t-1","status":"Completed"}]""")
            .Answers(200, """[{"transactionId":"t-2","status":"Completed"}]""");

        var found = await _remote.Service.FindSyncAsync(Company, [First, Second], _polly.Time.GetUtcNow());

        Assert.Equal("done", found?.Value);
        Assert.DoesNotContain(_account.Requests, request => request.Path.Contains("/old/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attach_Answered_IsNeverRepeated()
    {
        _account.Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());
        Assert.Equal("att-1", await _remote.AttachAsync());

        Assert.Single(_account.Requests);
        Assert.Equal(PushIntentState.Completed, _remote.Intent!.State);
    }

    [Fact]
    public async Task Attach_Refused_IsFailedWithTheReason()
    {
        _account.Answers(400, """{"error":"The platform takes no attachments."}""");

        await Assert.ThrowsAsync<ContractException>(_remote.AttachAsync);

        Assert.Equal((PushIntentState.Failed, "The platform takes no attachments."), (_remote.Intent!.State, _remote.Intent.Message));
    }

    [Fact]
    public async Task Companies_AreTheAccountOwnersOnly_AndRememberedForAWhile()
    {
        _account.Answers(200, """{"id":"c1","name":"Remote Ltd"}""");

        Assert.Null(await _remote.Companies.FindAsync(Company with { Client = new ClientId("other") }));
        Assert.Empty(_account.Requests);
        Assert.Equal("Remote Ltd", (await _remote.Companies.FindAsync(Company))?.Name);
        await _remote.Companies.FindAsync(Company);
        Assert.Single(_account.Requests);

        _polly.Time.Advance(TimeSpan.FromMinutes(6));
        await _remote.Companies.FindAsync(Company);
        Assert.Equal(2, _account.Requests.Count);
    }
}
