using System.Text;
using Expenses.Connectors.Codat.Http;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>How requests to the remote account are repeated, on a scripted account and a clock that moves only when told to.</summary>
[Collection(ManualPollyCollection.Name)]
public sealed class CodatPolicyTests : IDisposable
{
    private readonly ManualPolly _polly = new();
    private readonly ScriptedAccount _account = new();
    private readonly AccountUnderTest _remote;

    public CodatPolicyTests() => _remote = new AccountUnderTest(_account, _polly.Time);

    public void Dispose()
    {
        _remote.Dispose();
        _account.Dispose();
        _polly.Dispose();
    }

    [Fact]
    public async Task AFailureThatPasses_IsRepeatedUnderTheSameKeyWithTheSameBytes()
    {
        _account.Answers(503).Breaks().Answers(500).Answers(200, """{"datasetId":"theirs"}""");

        Assert.Equal("theirs", (await _remote.CreateDatasetAsync()).Value);

        Assert.Equal(4, _account.Requests.Count);
        Assert.All(_account.Requests, request => Assert.Equal("our-dataset", request.Key));
        Assert.Single(_account.Requests.Select(request => request.Text).Distinct());
        Assert.Equal(3, _polly.Waits.Count);
        Assert.All(_polly.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(200), CodatHttpPolicies.LongestWait));
    }

    [Fact]
    public async Task WaitsOfManyCallers_AreSpread()
    {
        _account.Answers(409);
        for (var caller = 0; caller < 5; caller++)
        {
            await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);
        }

        Assert.Equal(15, _polly.Waits.Count);
        Assert.True(_polly.Waits.Distinct().Count() > 10, string.Join(", ", _polly.Waits));
    }

    [Fact]
    public async Task RetryAfter_OfSeconds_IsWaitedForAsAsked()
    {
        _account.Answers(429, retryAfter: "3").Answers(200, """{"datasetId":"theirs"}""");

        await _remote.CreateDatasetAsync();

        Assert.Equal([TimeSpan.FromSeconds(3)], _polly.Waits);
    }

    [Theory]
    [InlineData("120", null)]
    [InlineData("Thu, 01 Jan 2026 00:02:00 GMT", null)]
    [InlineData(null, "2026-01-01T00:02:00Z")]
    [InlineData(null, "1767225720")]
    public async Task RetryAfter_LongerThanARequestMayWait_IsHandedOn(string? retryAfter, string? reset)
    {
        _account.Answers(429, """{"error":"Too many requests"}""", retryAfter, reset);

        var failure = await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);

        Assert.Equal(FailureCategory.RateLimited, failure.Category);
        Assert.Equal(TimeSpan.FromMinutes(2), failure.RetryAfter);
        Assert.Single(_account.Requests);
        Assert.Empty(_polly.Waits);
    }

    [Fact]
    public async Task AnAttemptThatTakesTooLong_IsGivenUpAndRepeated()
    {
        _polly.TimesOutAtOnce = true;
        _account.NeverAnswers();

        var failure = await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);

        Assert.Equal((FailureCategory.Transient, "codat.unreachable"), (failure.Category, failure.Code));
        Assert.Equal(1 + CodatHttpPolicies.Retries, _account.Requests.Count);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(30), 4), _polly.Limits);
    }

    [Fact]
    public async Task AnAccountThatIsDown_IsLeftAloneForAWhile_AndThenTriedAgain()
    {
        _account.Breaks();
        for (var call = 0; call < 3; call++)
        {
            await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);
        }

        var sent = _account.Requests.Count;
        await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);
        Assert.Equal(sent, _account.Requests.Count);

        _polly.Time.Advance(CodatHttpPolicies.BreakFor);
        await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);
        Assert.Equal(sent + 1, _account.Requests.Count);
    }

    [Fact]
    public async Task AnUpload_IsOpenedAnewForEachAttempt_AndIsTheSameBytesWithADeclaredLength()
    {
        _account.Answers(502).Answers(200, """{"id":"att-1"}""");

        Assert.Equal("att-1", await _remote.AttachAsync());

        Assert.Equal(2, _account.Requests.Count);
        Assert.Equal(2, _remote.FilesOpened);
        Assert.Equal(_account.Requests[0].Body, _account.Requests[1].Body);
        Assert.Equal(_account.Requests[0].Key, _account.Requests[1].Key);
        Assert.True(Guid.TryParse(_account.Requests[0].Key, out _));
        Assert.All(_account.Requests, request => Assert.Equal(request.Body.Length, request.ContentLength));
        Assert.Contains("\r\n\r\nabc\r\n", _account.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), _polly.Limits[0]);
    }

    [Fact]
    public async Task Nothing_OfTheApiKey_IsLogged()
    {
        _account.Answers(503).Answers(401);

        await Assert.ThrowsAsync<ConnectorException>(_remote.CreateDatasetAsync);

        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(AccountUnderTest.ApiKey));
        Assert.All(_account.Requests, request => Assert.Equal($"Basic {encoded}", request.Authorization!.ToString()));
        Assert.NotEmpty(_remote.Logged);
        Assert.DoesNotContain(_remote.Logged, line => line.Contains(AccountUnderTest.ApiKey, StringComparison.Ordinal) || line.Contains(encoded, StringComparison.Ordinal));
    }
}
