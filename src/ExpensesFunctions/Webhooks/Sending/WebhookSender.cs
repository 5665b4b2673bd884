using System.Net.Http.Headers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Webhooks.Secrets;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Sending;

/// <summary>Sends one message once.</summary>
public sealed class WebhookSender : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };

    private readonly WebhookSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly WebhookOptions _options;
    private readonly HttpClient _http;

    /// <summary>Makes the sender with connections of its own: nothing else in the process may share them.</summary>
    /// <param name="guard">Connects.</param>
    /// <param name="secrets">Signs.</param>
    /// <param name="options">The time a consumer has.</param>
    /// <param name="time">The clock.</param>
    public WebhookSender(SsrfGuard guard, WebhookSecrets secrets, IOptions<WebhookOptions> options, TimeProvider time)
    {
        _secrets = secrets;
        _time = time;
        _options = options.Value;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = guard.ConnectAsync,
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would be connected to instead of the checked address.
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseDrainSize = 16 * 1024,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a message.</summary>
    /// <param name="consumer">Whom to.</param>
    /// <param name="message">The message.</param>
    /// <param name="body">Its body.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What came back; a failure to get through is a result.</returns>
    public async Task<WebhookAnswer> SendAsync(
        WebhookConsumer consumer, WebhookMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (WebhookAddress.ProblemOf(consumer.Url, _options.AllowLoopback) is { } problem)
        {
            return new WebhookAnswer(null, $"The address {problem}");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        using var request = RequestOf(consumer, message, body);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new WebhookAnswer((int)response.StatusCode, ErrorOf((int)response.StatusCode), RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (HttpRequestException failure)
        {
            return new WebhookAnswer(null, failure.InnerException is BlockedTargetException blocked ? blocked.Message : $"No answer: {failure.HttpRequestError}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, $"No answer within {_options.Timeout.TotalSeconds:0.#} s.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string? ErrorOf(int status) => status switch
    {
        >= 200 and <= 299 => null,
        >= 300 and <= 399 => "Redirects are not followed.",
        _ => $"The consumer answered {status}.",
    };

    private HttpRequestMessage RequestOf(WebhookConsumer consumer, WebhookMessage message, ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } };
        var request = new HttpRequestMessage(HttpMethod.Post, consumer.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", "ExpensesFunctions-Webhooks/1.0");
        Sign(request, consumer, message, body);
        request.Headers.TryAddWithoutValidation("X-Codat-ClientId", consumer.Client.Value);
        if (_secrets.AuthorizationOf(consumer) is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    // Both sets of names: Standard Webhooks', and Svix' older ones.
    private void Sign(HttpRequestMessage request, WebhookConsumer consumer, WebhookMessage message, ReadOnlyMemory<byte> body)
    {
        var now = _time.GetUtcNow();
        var secrets = _secrets.InForce(consumer);
        foreach (var prefix in (string[])["webhook", "svix"])
        {
            request.Headers.Add($"{prefix}-id", message.Id.Value);
            request.Headers.Add($"{prefix}-timestamp", WebhookSignature.Timestamp(now));
            if (secrets.Count > 0)
            {
                request.Headers.TryAddWithoutValidation($"{prefix}-signature", WebhookSignature.Of(message.Id, now, body.Span, secrets));
            }
        }
    }

    private TimeSpan RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - _time.GetUtcNow()) ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < DeliverySchedule.LongestRetryAfter ? wait : DeliverySchedule.LongestRetryAfter;
    }
}

/// <summary>What came back from a consumer.</summary>
/// <param name="StatusCode">The answer's status; null when there was none.</param>
/// <param name="Error">Why it is a failure; null when it is not.</param>
/// <param name="RetryAfter">How long the consumer asked to be left alone, at most a day.</param>
public sealed record WebhookAnswer(int? StatusCode, string? Error, TimeSpan RetryAfter = default);
