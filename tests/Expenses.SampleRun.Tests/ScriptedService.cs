using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

/// <summary>Answers requests by a function of the request and its number; keeps what it was asked.</summary>
internal sealed class ScriptedService(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(string Line, string? IdempotencyKey)> Requests { get; } = [];

    public HurriedTime Clock { get; } = new();

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Busy(int seconds)
    {
        var response = Json("""{"statusCode":429,"error":"Too many requests"}""", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    }

    public PatientHttp Http(TimeSpan? firstContact = null, TimeSpan? timeout = null)
    {
        var client = new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://service.test/") };
        return new PatientHttp(client, Clock, firstContact ?? TimeSpan.FromSeconds(30), timeout ?? TimeSpan.FromMinutes(30));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        Requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", key));
        return Task.FromResult(answer(request, Requests.Count));
    }
}
