using Expenses.Core.Access;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Http.Contract.Idempotency;

/// <summary>Requests that came with an `Idempotency-Key`, from the first byte of the request to the first of the answer.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="options">For how long.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class KeyedRequests(
    IKeyedRequestStore store, IOptions<IdempotencyOptions> options, TimeProvider time, ILogger<KeyedRequests> logger)
{
    /// <summary>What a key was used for besides the body: the method and the address.</summary>
    /// <param name="request">The request.</param>
    /// <returns>One line.</returns>
    public static string TextOf(HttpRequest request) => $"{request.Method} {request.Path}{request.QueryString}";

    /// <summary>Takes a key for a request, unless it was taken before.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The claim: either this request's own, or the earlier, answered one.</returns>
    /// <exception cref="ContractException">409: a request with this key is being carried out.</exception>
    public async Task<KeyClaim> ClaimAsync(HttpContext http, string key, CancellationToken cancellationToken)
    {
        var client = RequestScope.Of(http).RequireClient();
        var now = time.GetUtcNow();
        var earlier = await store.FindAsync(client, key, cancellationToken);
        if (earlier is not null && now - earlier.Started < (earlier.Answer is null ? options.Value.Unanswered : options.Value.Lifetime))
        {
            return earlier.Answer is not null ? new KeyClaim(Taken: null, earlier) : throw StillRunning(http);
        }

        var taken = await store.TrySaveAsync(
            new KeyedRequest { Client = client, Key = key, Request = TextOf(http.Request), Started = now, ETag = earlier?.ETag ?? "" },
            cancellationToken);
        return taken is not null ? new KeyClaim(taken, Earlier: null) : throw StillRunning(http);
    }

    /// <summary>
    /// Keeps the answer of a request before its first byte leaves. A request that ends without one, since its caller left or
    /// its body never came whole, gives its key free.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="claim">Its claim.</param>
    /// <param name="body">Its body.</param>
    internal void KeepAnswer(HttpContext http, KeyedRequest claim, HashedBody body)
    {
        var isSettled = false;
        http.Response.OnStarting(async () => isSettled = await CarefullyAsync(claim, () => KeepOrReleaseAsync(http, claim, body)));
        http.Response.OnCompleted(() => isSettled ? Task.CompletedTask : CarefullyAsync(claim, () => ReleaseAsync(claim)));
    }

    private async Task<bool> KeepOrReleaseAsync(HttpContext http, KeyedRequest claim, HashedBody body) =>
        await TryKeepAsync(http, claim, body) || await ReleaseAsync(claim);

    // The caller may be gone by now; its answer is kept for when it asks again.
    private async Task<bool> TryKeepAsync(HttpContext http, KeyedRequest claim, HashedBody body) =>
        KeptAnswers.Of(http.Response) is { } answer
        && !IsOfTheMoment(answer.StatusCode)
        && await body.TryFinishAsync() is { } hash
        && await store.TrySaveAsync(claim with { Answer = answer, BodySha256 = hash }, CancellationToken.None) is not null;

    // Kept, they would be all that a patient caller ever gets.
    private static bool IsOfTheMoment(int statusCode) => statusCode
        is StatusCodes.Status429TooManyRequests or StatusCodes.Status499ClientClosedRequest or StatusCodes.Status503ServiceUnavailable;

    private async Task<bool> ReleaseAsync(KeyedRequest claim)
    {
        await store.ReleaseAsync(claim, CancellationToken.None);
        return true;
    }

    private async Task<bool> CarefullyAsync(KeyedRequest claim, Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
#pragma warning disable CA1031 // What was done is done: the caller gets the answer, though not again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotKept(logger, exception, claim.Request);
            return false;
        }
    }

    private static ContractException StillRunning(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return new ContractException(
            StatusCodes.Status409Conflict, $"A request with this {IdempotencyKey.Header} is still being carried out; repeat it when that has ended.");
    }

    [LoggerMessage(2011, LogLevel.Error, "The answer to '{Request}' could not be kept for its idempotency key")]
    private static partial void NotKept(ILogger logger, Exception exception, string request);
}

/// <summary>Who has a key.</summary>
/// <param name="Taken">This request's own claim; null when an earlier request has the key.</param>
/// <param name="Earlier">The earlier request with its answer.</param>
public sealed record KeyClaim(KeyedRequest? Taken, KeyedRequest? Earlier);
