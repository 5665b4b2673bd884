using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>An account that answers what the test wrote, in order, the last answer for ever; keeps what it was asked.</summary>
internal sealed class ScriptedAccount : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public List<SeenRequest> Requests { get; } = [];

    public ScriptedAccount Answers(int status, string body = "{}", string? retryAfter = null, string? reset = null) => Then((_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        if (reset is not null)
        {
            response.Headers.TryAddWithoutValidation("X-Rate-Limit-Reset", reset);
        }

        return Task.FromResult(response);
    });

    public ScriptedAccount Breaks() => Then((_, _) => throw new HttpRequestException("The connection was reset."));

    public ScriptedAccount NeverAnswers() => Then(async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("An endless wait ended.");
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As a socket takes it: read into a buffer, the content would keep it for the next attempt.
        using var sent = new MemoryStream();
        await (request.Content?.CopyToAsync(sent, CancellationToken.None) ?? Task.CompletedTask);
        Requests.Add(new SeenRequest(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null,
            request.Headers.Authorization,
            request.Content?.Headers.ContentType?.ToString(),
            request.Content?.Headers.ContentLength,
            sent.ToArray()));
        return await (_script.Count > 1 ? _script.Dequeue() : _script.Peek())(request, cancellationToken);
    }

    private ScriptedAccount Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step)
    {
        _script.Enqueue(step);
        return this;
    }
}

internal sealed record SeenRequest(
    string Method, string Path, string? Key, AuthenticationHeaderValue? Authorization, string? ContentType, long? ContentLength, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
