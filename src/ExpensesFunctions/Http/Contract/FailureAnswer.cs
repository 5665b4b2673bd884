using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Storage.Connections;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>What a caller is told of a failure. Permanent faults are 4xx, since SDKs retry 5xx for an hour (codat-contract T6).</summary>
internal sealed record FailureAnswer(ErrorEnvelope Envelope, bool IsOurFault = false, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    public static FailureAnswer Of(HttpContext http, Exception exception) => exception switch
    {
        ContractException refusal => new(ErrorEnvelope.For(http, refusal.StatusCode, refusal.Message, refusal.Validation)),
        BadHttpRequestException bad => new(ErrorEnvelope.For(http, bad.StatusCode, TextOf(bad.StatusCode))),
        ConcurrencyConflictException => new(ErrorEnvelope.For(
            http, StatusCodes.Status409Conflict, "Another request changed this at the same time; read it again and repeat the request.")),
        ConnectorException connector => OfConnector(http, connector),
        _ when StorageOutage.Is(exception) => new(
            ErrorEnvelope.For(
                http,
                StatusCodes.Status503ServiceUnavailable,
                "The service's storage did not answer. Repeat the request; with the same Idempotency-Key nothing is done twice."),
            IsOurFault: true,
            DefaultWait),
        _ => new(
            ErrorEnvelope.For(http, StatusCodes.Status500InternalServerError, "An unexpected error occurred. Quote the correlation id when you report it."),
            IsOurFault: true),
    };

    private static string TextOf(int statusCode) => statusCode == StatusCodes.Status413PayloadTooLarge
        ? "The request body is too large."
        : "The request could not be read.";

    private static FailureAnswer OfConnector(HttpContext http, ConnectorException failure)
    {
        var statusCode = failure.Category switch
        {
            FailureCategory.RateLimited => StatusCodes.Status429TooManyRequests,
            FailureCategory.Transient or FailureCategory.UnknownOutcome => StatusCodes.Status503ServiceUnavailable,
            FailureCategory.Rejected => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        // The two blanks are the contract's (§4.9).
        var text = $"An error occurred in a downstream service. Correlation ID: {RequestScope.Of(http).CorrelationId}. Message:  {failure.Message}";
        var wait = statusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            ? failure.RetryAfter ?? DefaultWait
            : (TimeSpan?)null;
        return new FailureAnswer(ErrorEnvelope.For(http, statusCode, text), RetryAfter: wait);
    }
}
