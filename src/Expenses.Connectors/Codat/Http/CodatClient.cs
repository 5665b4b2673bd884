using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Codat.Http;

/// <summary>Requests to the account's API; HTTP only. Repeats are the policies' under it.</summary>
/// <param name="http">Has the base address, the API key and the policies.</param>
/// <param name="time">The clock, for dates in `Retry-After`.</param>
internal sealed class CodatClient(HttpClient http, TimeProvider time)
{
    /// <summary>The header that makes a repeat harmless (codat-contract §2.14: a GUID, on POST).</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Gets something; null when the account does not have it.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync<T>(request, isAbsenceAnAnswer: true, cancellationToken);
    }

    /// <summary>Gets something that must be there.</summary>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return (await SendAsync<T>(request, isAbsenceAnAnswer: false, cancellationToken))!;
    }

    /// <summary>Posts JSON under an idempotency key.</summary>
    public async Task<T> PostAsync<T>(string path, string key, object body, CancellationToken cancellationToken)
        where T : class
    {
        // Bytes rather than a stream: a repeat sends the same ones, which the key is checked against.
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), CodatJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return await PostAsync<T>(path, key, content, cancellationToken);
    }

    /// <summary>Posts any content under an idempotency key.</summary>
    public async Task<T> PostAsync<T>(string path, string key, HttpContent content, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add(KeyHeader, key);
        return (await SendAsync<T>(request, isAbsenceAnAnswer: false, cancellationToken))!;
    }

    private async Task<T?> SendAsync<T>(HttpRequestMessage request, bool isAbsenceAnAnswer, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (isAbsenceAnAnswer && response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Read<T>(body) : throw CodatErrors.Of(response, body, time.GetUtcNow());
        }
        catch (Exception exception) when (CodatErrors.IsNoAnswer(exception, cancellationToken))
        {
            throw CodatErrors.Unreachable(exception);
        }
    }

    private static T Read<T>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, CodatJson.Options)
                ?? throw new ConnectorException(FailureCategory.Transient, "codat.empty", "The account answered with nothing.");
        }
        catch (JsonException malformed)
        {
            throw new ConnectorException(
                FailureCategory.Transient, "codat.malformed", "The account's answer could not be read.", innerException: malformed);
        }
    }
}
