using Expenses.Core.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ExpensesFunctions.Http.Contract.Idempotency;

/// <summary>Takes a copy of an answer as it leaves, and gives it again.</summary>
internal static class KeptAnswers
{
    /// <summary>Says that an answer was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private static readonly string[] Told = [HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.CacheControl];

    /// <summary>The answer that is about to leave; null when its body is a stream that was not seen.</summary>
    public static KeptAnswer? Of(HttpResponse response)
    {
        var body = response.HttpContext.Features.Get<AnswerBody>();
        return body is null && response.StatusCode != StatusCodes.Status204NoContent && response.ContentType is not null
            ? null
            : new KeptAnswer(
                response.StatusCode,
                response.ContentType ?? "",
                Told.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString(), StringComparer.Ordinal),
                body?.Bytes ?? ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Gives it.</summary>
    public static async Task GiveAsync(HttpContext http, KeptAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.StatusCode;
        response.Headers[ReplayedHeader] = "true";
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.ContentType.Length == 0)
        {
            await response.StartAsync(http.RequestAborted);
            return;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}

/// <summary>The body of the answer that is about to leave, left by <see cref="JsonAnswer"/>.</summary>
/// <param name="Bytes">The bytes.</param>
internal sealed record AnswerBody(ReadOnlyMemory<byte> Bytes);
