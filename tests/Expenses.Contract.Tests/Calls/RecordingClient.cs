using System.Text;
using System.Text.Json;

namespace Expenses.Contract.Tests.Calls;

/// <summary>Calls the service the way the newest SDKs do, and keeps every exchange.</summary>
internal sealed class RecordingClient : IDisposable
{
    /// <summary>The newest TypeScript SDK; strict parsers are answered in the documents' spelling (codat-contract T1).</summary>
    public const string Sdk = "speakeasy-sdk/typescript 7.1.1 2.723.11 prealpha @codat/sync-for-expenses";

    private readonly HttpClient _http;
    private readonly List<Exchange> _exchanges = [];

    public RecordingClient(HttpClient http, string userAgent = Sdk)
    {
        _http = http;
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
    }

    public IReadOnlyList<Exchange> Exchanges => _exchanges;

    public Task<JsonElement?> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public Task<JsonElement?> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, content: null);

    public Task<JsonElement?> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, Json(body));

    /// <summary>Posts what only a request with a key may start.</summary>
    public Task<JsonElement?> PostWithKeyAsync(string path, object body) => SendAsync(HttpMethod.Post, path, Json(body), Guid.NewGuid().ToString("D"));

    public Task<JsonElement?> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, Json(body));

    public Task<JsonElement?> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, Json(body));

    /// <summary>Sends a request.</summary>
    /// <returns>The answer's JSON when it succeeded with some; else nothing.</returns>
    public async Task<JsonElement?> SendAsync(HttpMethod method, string path, HttpContent? content, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var sent = content is StringContent text ? await text.ReadAsStringAsync() : "";
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        _exchanges.Add(new Exchange(
            method.Method, path, (int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", body, sent));
        return response.IsSuccessStatusCode && body.Length > 0 ? JsonDocument.Parse(body).RootElement : null;
    }

    /// <summary>Gets what is no JSON: a page or a file. Only that it came is kept of it.</summary>
    public async Task GetFileAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        _exchanges.Add(new Exchange("GET", path, (int)response.StatusCode, ContentType: "", Body: ""));
    }

    public void Dispose() => _http.Dispose();

    private static StringContent? Json(object? body) => body is null
        ? null
        : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
