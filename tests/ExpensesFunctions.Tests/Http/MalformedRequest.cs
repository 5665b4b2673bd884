using System.Text;

namespace ExpensesFunctions.Tests.Http;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; `{company}`, `{connection}` and `{sync}` stand for the prepared ones.</param>
/// <param name="Status">The HTTP status it must get.</param>
/// <param name="ItemId">The value that must be named; null where the refusal is not about one.</param>
internal sealed record MalformedRequest(HttpMethod Method, string Path, int Status, string? ItemId = null)
{
    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string? IdempotencyKey { get; init; }

    public static MalformedRequest Get(string path, int status, string? itemId = null) => new(HttpMethod.Get, path, status, itemId);

    public static MalformedRequest Post(string path, string body, int status, string? itemId = null) =>
        new(HttpMethod.Post, path, status, itemId) { Body = Encoding.UTF8.GetBytes(body) };

    public HttpRequestMessage ToMessage(HttpApp app) => ToMessage(app.Company, app.Connection, app.Sync, app.Run);

    public HttpRequestMessage ToMessage(string company, string connection, string sync, string run)
    {
        var path = Path
            .Replace("{company}", company, StringComparison.Ordinal)
            .Replace("{connection}", connection, StringComparison.Ordinal)
            .Replace("{sync}", sync, StringComparison.Ordinal)
            .Replace("{run}", run, StringComparison.Ordinal);
        var message = new HttpRequestMessage(Method, path);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        if (IdempotencyKey is not null)
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", IdempotencyKey);
        }

        return message;
    }
}
