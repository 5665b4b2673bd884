using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Pushing;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>An upload was sent and its answer is lost: what is found in the account counts, and nothing is sent that could be a second one.</summary>
[Collection(ManualPollyCollection.Name)]
public sealed class CodatLostUploadTests : IDisposable
{
    private const string Landed = """[{"transactionId":"4d7c6929-7770-412b-91bb-44d3bc71d111","status":"Completed","message":"Created Expense rec-7."}]""";
    private const string NoPushes = """{"results":[],"totalResults":0}""";

    private readonly ScriptedAccount _account = new();
    private readonly ManualPolly _polly = new();
    private readonly AccountUnderTest _remote;

    public CodatLostUploadTests() => _remote = new AccountUnderTest(_account, _polly.Time);

    private IEnumerable<SeenRequest> Uploads => _account.Requests.Where(request => request.Method == "POST");

    public void Dispose()
    {
        _remote.Dispose();
        _account.Dispose();
        _polly.Dispose();
    }

    [Fact]
    public async Task NotFound_IsSentAgainUnderTheSameKey()
    {
        await LoseAnswerAsync();
        _account.Answers(200, Landed).Answers(200, NoPushes).Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());
        Assert.Single(Uploads.Select(request => request.Key).Distinct());
        Assert.All(Uploads, request => Assert.Equal(Uploads.First().Body, request.Body));
    }

    [Fact]
    public async Task FoundAmongThePushOperations_IsTakenAndNotSentAgain()
    {
        await LoseAnswerAsync();
        var sent = Uploads.Count();
        _account.Answers(200, Landed).Answers(200, Pushes(("Success", "Created", "rec-7", null), ("Success", "AttachmentUploaded", "rec-7", "att-9")));

        Assert.Equal("att-9", await _remote.AttachAsync());
        Assert.Equal("att-9", await _remote.AttachAsync());
        Assert.Equal((PushIntentState.Completed, sent), (_remote.Intent!.State, Uploads.Count()));
        Assert.Contains("/push?page=1&pageSize=100&query=requestedOnUtc%3E", _account.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failed", "AttachmentUploaded", "rec-7", "att-9")]
    [InlineData("Success", "Modified", "rec-7", "att-9")]
    [InlineData("Success", "AttachmentUploaded", "rec-70", "att-9")]
    [InlineData("Success", "AttachmentUploaded", "rec-7", null)]
    public async Task WhatCouldBeAnotherUpload_IsNotTaken(string status, string type, string record, string? attachment)
    {
        await LoseAnswerAsync();
        _account.Answers(200, Landed).Answers(200, Pushes((status, type, record, attachment))).Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());
    }

    [Fact]
    public async Task AnotherFileOfTheRecord_IsNotTakenForThisOne()
    {
        await LoseAnswerAsync();
        await _remote.SaveAsync(_remote.Intent! with { Sha256 = new string('b', 64), State = PushIntentState.Completed, AttachmentId = "att-9" });
        _account.Answers(200, Landed).Answers(200, Pushes(("Success", "AttachmentUploaded", "rec-7", "att-9"))).Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());
    }

    [Fact]
    public async Task TwoFilesOfTheRecordInDoubt_AreSentAgainRatherThanMistaken()
    {
        await LoseAnswerAsync();
        await _remote.SaveAsync(_remote.Intent! with { Sha256 = new string('b', 64) });
        _account.Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());
        Assert.All(_account.Requests, request => Assert.Equal("POST", request.Method));
    }

    [Fact]
    public async Task LongerThanTheAccountKeepsItsAnswer_IsUnknownAndNeverSentAgain()
    {
        await LoseAnswerAsync();
        var sent = Uploads.Count();
        _polly.Time.Advance(TimeSpan.FromMinutes(76));
        _account.Answers(200, Landed).Answers(200, NoPushes).Answers(200, Landed).Answers(200, NoPushes);

        var refusal = await Assert.ThrowsAsync<ContractException>(_remote.AttachAsync);
        Assert.Contains("not known", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(PushIntentState.Unknown, _remote.Intent!.State);
        await Assert.ThrowsAsync<ContractException>(_remote.AttachAsync);
        Assert.Equal(sent, Uploads.Count());
    }

    [Theory]
    [InlineData(429, "3600")]
    [InlineData(402, null)]
    [InlineData(403, null)]
    public async Task RefusedForTheTime_IsNotInDoubt_HoweverLongTheWait(int status, string? retryAfter)
    {
        _account.Answers(status, """{"error":"Not now."}""", retryAfter);
        await Assert.ThrowsAsync<ConnectorException>(_remote.AttachAsync);
        Assert.Equal(PushIntentState.Failed, _remote.Intent!.State);
        _polly.Time.Advance(TimeSpan.FromHours(3));
        _account.Answers(200, """{"id":"att-1"}""").Answers(200, """{"id":"att-1"}""");

        // The script repeats its first answer once more before it goes on.
        await Record.ExceptionAsync(_remote.AttachAsync);
        Assert.Equal("att-1", await _remote.AttachAsync());
        Assert.All(_account.Requests, request => Assert.Equal("POST", request.Method));
    }

    [Fact]
    public async Task LostOnceAndThenRefusedForTheTime_StaysInDoubt()
    {
        _account.Breaks().Answers(429, """{"error":"Not now."}""", "3600");
        await Assert.ThrowsAsync<ConnectorException>(_remote.AttachAsync);

        Assert.Equal(PushIntentState.Sent, _remote.Intent!.State);
    }

    [Fact]
    public async Task LongAfter_FoundAllTheSame_IsTaken()
    {
        await LoseAnswerAsync();
        _polly.Time.Advance(TimeSpan.FromDays(2));
        _account.Answers(200, Landed).Answers(200, Pushes(("Success", "AttachmentUploaded", "REC-7", "att-9")));

        Assert.Equal("att-9", await _remote.AttachAsync());
    }

    [Fact]
    public async Task AnAccountThatDoesNotTellItsPushOperations_IsSentToAgain()
    {
        await LoseAnswerAsync();
        _account.Answers(200, Landed).Answers(400, """{"error":"Malformed query."}""").Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());
    }

    private static string Pushes(params (string Status, string Type, string Record, string? Attachment)[] pushes) =>
        System.Text.Json.JsonSerializer.Serialize(new
        {
            totalResults = pushes.Length,
            results = pushes.Select(push => new
            {
                status = push.Status,
                changes = new[] { new { type = push.Type, recordRef = new { id = push.Record }, attachmentId = push.Attachment } },
            }),
        });

    private async Task LoseAnswerAsync()
    {
        _account.Breaks().Breaks().Breaks().Breaks();
        await Assert.ThrowsAsync<ConnectorException>(_remote.AttachAsync);
        Assert.Equal(PushIntentState.Sent, _remote.Intent!.State);
    }
}
