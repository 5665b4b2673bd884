using System.Net;
using System.Text.Json;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Expenses.Connectors.Codat.Http;

/// <summary>
/// What a failed request to the account means. A refusal is the caller's (<see cref="ContractException"/>, with the
/// account's own words); all else says what comes next (<see cref="ConnectorException"/>). Unknown statuses are refusals.
/// </summary>
internal static class CodatErrors
{
    private const int LongestText = 1000;

    public static Exception Of(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var error = Read(body);
        var status = (int)response.StatusCode;
        var text = Cut(error?.Error) ?? $"The account answered {status}.";
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new ConnectorException(
                FailureCategory.RateLimited, "codat.rate_limit", text, RetryAfterHeader.Of(response, now)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ConnectorException(
                FailureCategory.Unauthorized, "codat.unauthorized", $"The account refused our API key ({status})."),
            HttpStatusCode.PaymentRequired => new ConnectorException(FailureCategory.SubscriptionExpired, "codat.subscription", text),
            // 409: the first request of this key is still running (codat-contract §2.14).
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError => new ConnectorException(
                FailureCategory.Transient, $"codat.{status}", text, RetryAfterHeader.Of(response, now)),
            _ => new ContractException(status is >= 400 and < 500 ? status : 400, text, ItemsOf(error)),
        };
    }

    public static ConnectorException Unreachable(Exception cause) => new(
        FailureCategory.Transient, "codat.unreachable", "The account did not answer.", innerException: cause);

    /// <summary>Whether an exception of the HTTP pipeline says that no answer came.</summary>
    public static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException or TimeoutRejectedException or BrokenCircuitException or IOException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    private static ErrorAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorAnswer>(body, CodatJson.Options);
        }
        catch (JsonException)
        {
            // A proxy's page rather than the account's envelope; the status says enough.
            return null;
        }
    }

    private static IReadOnlyList<ValidationItem> ItemsOf(ErrorAnswer? error) =>
        [.. (error?.Validation?.Errors ?? []).Select(item => new ValidationItem(item.ItemId ?? "", Cut(item.Message) ?? "", item.ValidatorName ?? ""))];

    private static string? Cut(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= LongestText ? text : text[..LongestText];
}
