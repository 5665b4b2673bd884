using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Expenses.Contract.Tests.Calls;

/// <summary>
/// The errors that every operation shares, provoked for each that was called with success: without a key, with one that was
/// withdrawn, of a company that is none, with a body that is no JSON, of a page that is none, and beyond the quota.
/// </summary>
internal static partial class DocumentedErrors
{
    private const string Unreadable = "{";
    private const int BeyondQuota = 429;

    /// <summary>Provokes them.</summary>
    /// <param name="walk">The walk so far.</param>
    /// <param name="stranger">Has no key.</param>
    /// <param name="withdrawn">Has a key that was withdrawn.</param>
    /// <param name="exhausted">Calls a service of whose quota nothing is left.</param>
    public static async Task RunAsync(ContractWalk walk, RecordingClient stranger, RecordingClient withdrawn, RecordingClient exhausted)
    {
        var operations = walk.Client.Exchanges
            .Where(exchange => exchange.Status < 400 && (exchange.ContentType.Length > 0 || !HttpMethod.Get.Method.Equals(exchange.Method, StringComparison.Ordinal)))
            .Append(new Exchange("DELETE", walk.At(""), 204, "", ""))
            .Append(new Exchange("DELETE", walk.At($"connections/{walk.Connection}"), 200, "", ""))
            .Append(new Exchange("PATCH", walk.At($"connections/{walk.Connection}"), 200, "", "", """{"status":"Unlinked"}"""))
            .DistinctBy(exchange => $"{exchange.Method} {Id().Replace(exchange.Path.Split('?')[0], "{id}")}")
            .ToList();
        foreach (var operation in operations)
        {
            await SendAsync(stranger, operation, operation.Path, operation.Request);
            await SendAsync(withdrawn, operation, operation.Path, operation.Request);
            await SendAsync(exhausted, operation, operation.Path, operation.Request);
            if (exhausted.Exchanges[^1].Status != BeyondQuota)
            {
                // A day began, and with it a quota of one request.
                await SendAsync(exhausted, operation, operation.Path, operation.Request);
            }

            if (operation.Path.Contains(walk.Company, StringComparison.Ordinal))
            {
                var unknown = operation.Path.Replace(walk.Company, Guid.NewGuid().ToString("D"), StringComparison.Ordinal);
                await SendAsync(walk.Client, operation, unknown, operation.Request);
            }

            if (operation.Request.Length > 0)
            {
                await SendAsync(walk.Client, operation, operation.Path, Unreadable);
            }

            if (operation.Path.Contains("page=1", StringComparison.Ordinal))
            {
                await SendAsync(walk.Client, operation, operation.Path.Replace("page=1", "page=0", StringComparison.Ordinal), "");
            }
        }
    }

    private static Task<JsonElement?> SendAsync(RecordingClient client, Exchange operation, string path, string body) => client.SendAsync(
        new HttpMethod(operation.Method),
        path,
        body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Id();
}
