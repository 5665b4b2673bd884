using System.Net;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

public sealed class PatientHttpTests
{
    [Fact]
    public async Task Send_ServiceAwayForAWhile_IsAnsweredInTheEnd()
    {
        using var service = new ScriptedService((_, n) => n is > 1 and < 40 ? throw new HttpRequestException("refused") : Company());
        var client = new ExpensesClient(service.Http());

        await client.GetCompanyAsync("c", default);
        var company = await client.GetCompanyAsync("c", default);

        Assert.Equal("c", company.Id);
        Assert.Equal(40, service.Requests.Count);
    }

    [Fact]
    public async Task Send_NothingEverAnswers_GivesUpAfterFirstContact()
    {
        using var service = new ScriptedService((_, _) => throw new HttpRequestException("refused"));
        var client = new ExpensesClient(service.Http(firstContact: TimeSpan.FromSeconds(30)));

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => client.GetCompanyAsync("c", default));

        Assert.InRange(service.Clock.Waited, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(33));
    }

    // However long it was away before: those were no answers of its own.
    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public async Task Send_ServiceFails_IsRepeatedSoOften(int failures, bool isAnswered)
    {
        const int Away = 20;
        using var service = new ScriptedService((_, n) => n <= Away ? throw new HttpRequestException("refused")
            : n <= Away + failures ? ScriptedService.Json("""{"statusCode":500,"error":"unexpected"}""", HttpStatusCode.InternalServerError)
            : Company());
        var sending = new ExpensesClient(service.Http(firstContact: TimeSpan.FromMinutes(10))).GetCompanyAsync("c", default);

        var refusal = await Record.ExceptionAsync(() => sending);

        Assert.Equal(isAnswered, refusal is null);
        Assert.Equal(Away + 8, service.Requests.Count);
    }

    [Fact]
    public async Task Send_Busy_WaitsAsLongAsAsked()
    {
        using var service = new ScriptedService((_, n) => n == 1 ? ScriptedService.Busy(seconds: 7) : Company());

        await new ExpensesClient(service.Http()).GetCompanyAsync("c", default);

        Assert.Equal(TimeSpan.FromSeconds(7), service.Clock.Waited);
    }

    [Fact]
    public async Task Send_KeyStillTaken_IsRepeatedWhenTheAnswerSaysSo_AndOnlyThen()
    {
        using var taken = new ScriptedService((_, n) => n == 1 ? Conflict(retry: true) : Company());
        using var refusing = new ScriptedService((_, _) => Conflict(retry: false));

        await new ExpensesClient(taken.Http()).GetCompanyAsync("c", default);
        await Assert.ThrowsAsync<ServiceErrorException>(() => new ExpensesClient(refusing.Http()).GetCompanyAsync("c", default));

        Assert.Equal(2, taken.Requests.Count);
        Assert.Single(refusing.Requests);
    }

    [Fact]
    public async Task Send_Refused_IsNotRepeatedAndNamesTheField()
    {
        const string Envelope = """
            {"statusCode":400,"service":"PublicApi","error":"Error processing request - not valid.","correlationId":"abc",
             "validation":{"errors":[{"itemId":"items[3].lines[0]","message":"accountRef is unknown"}],"warnings":[]}}
            """;
        using var service = new ScriptedService((_, _) => ScriptedService.Json(Envelope, HttpStatusCode.BadRequest));

        var refusal = await Assert.ThrowsAsync<ServiceErrorException>(() => new ExpensesClient(service.Http()).GetCompanyAsync("c", default));

        Assert.Single(service.Requests);
        Assert.Contains("items[3].lines[0]: accountRef is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("correlation id abc", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AnswerBreaksOff_IsAskedForAgain()
    {
        using var service = new ScriptedService((_, n) => n == 1
            ? new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) }
            : Company());

        var company = await new ExpensesClient(service.Http()).GetCompanyAsync("c", default);

        Assert.Equal("c", company.Id);
        Assert.Equal(2, service.Requests.Count);
    }

    private static HttpResponseMessage Company() => ScriptedService.Json("""{"id":"c","name":"n"}""");

    private sealed class BrokenStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("connection reset");
    }

    private static HttpResponseMessage Conflict(bool retry)
    {
        var response = ScriptedService.Json("""{"statusCode":409,"error":"still being carried out"}""", HttpStatusCode.Conflict);
        response.Headers.RetryAfter = retry ? new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(1)) : null;
        return response;
    }
}
