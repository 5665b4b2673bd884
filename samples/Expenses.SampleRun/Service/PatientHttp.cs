using System.Net;

namespace Expenses.SampleRun.Service;

/// <summary>
/// Sends a request until it is answered: a service that is killed and started again under us costs time, nothing else.
/// Only for requests that are safe to send twice.
/// </summary>
internal sealed class PatientHttp(HttpClient http, TimeProvider clock, TimeSpan firstContact, TimeSpan timeout)
{
    private const int PatienceWith500 = 8;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly long _start = clock.GetTimestamp();
    private int _waits;
    private volatile bool _reached;

    /// <summary>How often a request had to be sent again.</summary>
    public int Waits => _waits;

    /// <summary>The answer is a success; every other one is thrown.</summary>
    /// <param name="request">Makes the request anew for each attempt, body included.</param>
    /// <param name="read">Reads the answer; an answer that breaks off is asked for again.</param>
    public async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var failures = 0;
        for (var attempt = 1; ; attempt++)
        {
            using var message = request();
            TimeSpan? asked;
            Exception? cause = null;
            try
            {
                using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
                _reached = true;
                if (response.IsSuccessStatusCode)
                {
                    return await read(response, cancellation);
                }

                var what = $"{message.Method} {message.RequestUri?.AbsolutePath}";
                var body = await response.Content.ReadAsStringAsync(cancellation);
                var refusal = ServiceErrorException.From(response.StatusCode, what, body);
                failures += response.StatusCode == HttpStatusCode.InternalServerError ? 1 : 0;
                if (!IsPassing(response, failures))
                {
                    throw refusal;
                }

                asked = RetryAfter.Of(response, clock);
                cause = refusal;
            }
            catch (Exception broken) when (IsBroken(broken, cancellation))
            {
                asked = null;
                cause = broken;
            }

            await PauseAsync(attempt, asked, cause, cancellation);
        }
    }

    private static bool IsBroken(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or IOException
        || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static bool IsPassing(HttpResponseMessage response, int failures) => response.StatusCode switch
    {
        // Our own earlier attempt, cut off or still under way, has the idempotency key.
        HttpStatusCode.Conflict => response.Headers.RetryAfter is not null,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => true,
        HttpStatusCode.InternalServerError => failures < PatienceWith500,
        _ => false,
    };

    private async Task PauseAsync(int attempt, TimeSpan? asked, Exception cause, CancellationToken cancellation)
    {
        var waited = clock.GetElapsedTime(_start);
        var limit = _reached ? timeout : firstContact;
        if (waited > limit)
        {
            throw new ServiceUnreachableException($"No answer from {http.BaseAddress} within {limit.TotalSeconds:0} s: {cause.Message}", cause);
        }

        Interlocked.Increment(ref _waits);
        var pause = TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 100 * Math.Pow(1.6, attempt)));
        await Task.Delay(asked ?? pause, clock, cancellation);
    }
}
