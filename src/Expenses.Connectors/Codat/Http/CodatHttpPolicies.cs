using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Polly.Wrap;

namespace Expenses.Connectors.Codat.Http;

/// <summary>
/// How requests to the account are repeated. From outside in: retry with decorrelated jitter or what `Retry-After` says,
/// circuit breaker, timeout per attempt. Every repeat is safe: reads by nature, the rest by their `Idempotency-Key`, and
/// an upload opens its file anew for each attempt. Longer waits are the durable timers' business, not a thread's.
/// </summary>
internal sealed class CodatHttpPolicies
{
    /// <summary>How often a request is repeated here.</summary>
    public const int Retries = 3;

    /// <summary>The longest wait between two attempts; an account that asks for more is answered with a durable wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>How long the breaker keeps requests away.</summary>
    public static readonly TimeSpan BreakFor = TimeSpan.FromSeconds(15);

    private const string LastWait = "lastWait";
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    private readonly AsyncPolicyWrap<HttpResponseMessage> _requests;
    private readonly AsyncPolicyWrap<HttpResponseMessage> _uploads;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;

    public CodatHttpPolicies(CodatOptions options, TimeProvider time, Random random, ILogger logger)
    {
        _time = time;
        _random = random;
        _logger = logger;
        var retry = Policy<HttpResponseMessage>
            .Handle<HttpRequestException>()
            .Or<TimeoutRejectedException>()
            .OrResult(IsWorthRepeating)
            .WaitAndRetryAsync(Retries, (_, outcome, context) => WaitBefore(outcome.Result, context), Repeating);
        var breaker = Policy<HttpResponseMessage>
            .Handle<HttpRequestException>()
            .Or<TimeoutRejectedException>()
            .OrResult(response => response.StatusCode >= HttpStatusCode.InternalServerError)
            .AdvancedCircuitBreakerAsync(
                failureThreshold: 0.5, samplingDuration: TimeSpan.FromSeconds(30), minimumThroughput: 8, BreakFor, Opened, logger.CircuitClosed);
        _requests = Policy.WrapAsync<HttpResponseMessage>(retry, breaker, Policy.TimeoutAsync<HttpResponseMessage>(options.RequestTimeout));
        _uploads = Policy.WrapAsync<HttpResponseMessage>(retry, breaker, Policy.TimeoutAsync<HttpResponseMessage>(options.UploadTimeout));
    }

    /// <summary>The policy of a request.</summary>
    public IAsyncPolicy<HttpResponseMessage> For(HttpRequestMessage request) => request.Content is MultipartContent ? _uploads : _requests;

    private bool IsWorthRepeating(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        && (RetryAfterHeader.Of(response, _time.GetUtcNow()) ?? TimeSpan.Zero) <= LongestWait;

    // Decorrelated jitter: between the shortest wait and three times the last one.
    private TimeSpan WaitBefore(HttpResponseMessage? response, Context context)
    {
        if (response is not null && RetryAfterHeader.Of(response, _time.GetUtcNow()) is { } asked)
        {
            return asked;
        }

        var last = context.TryGetValue(LastWait, out var value) ? (TimeSpan)value : ShortestWait;
        var wait = ShortestWait + (_random.NextDouble() * ((3 * last) - ShortestWait));
        wait = wait < LongestWait ? wait : LongestWait;
        context[LastWait] = wait;
        return wait;
    }

    private Task Repeating(DelegateResult<HttpResponseMessage> outcome, TimeSpan wait, int attempt, Context context)
    {
        _logger.Repeating(outcome.Exception, attempt, outcome.Result?.StatusCode, wait);
        outcome.Result?.Dispose();
        return Task.CompletedTask;
    }

    private void Opened(DelegateResult<HttpResponseMessage> outcome, TimeSpan time) => _logger.CircuitOpened(time);
}
