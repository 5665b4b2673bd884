using Expenses.Core.Identifiers;
using Expenses.Core.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>What the middleware knows of one HTTP request; kept in the request's features.</summary>
public sealed class RequestScope
{
    private RequestScope()
    {
    }

    /// <summary>
    /// Names this request in the answer, in its `X-Correlation-Id` header, in the log and in all that it sets off: the id of its
    /// trace, which is the caller's own when the caller sent a `traceparent`; 32 hexadecimal characters.
    /// </summary>
    public string CorrelationId { get; } = ExpensesTrace.CorrelationId ?? Guid.NewGuid().ToString("N");

    /// <summary>The owner of the API key; null on open functions.</summary>
    public ClientId? Client { get; internal set; }

    /// <summary>How the client wants `integrationType` written; null when it leaves that to its SDK.</summary>
    public string? IntegrationTypeSpelling { get; internal set; }

    /// <summary>The scope of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Its scope.</returns>
    public static RequestScope Of(HttpRequest request) => Of(request.HttpContext);

    /// <summary>The scope of a request.</summary>
    /// <param name="http">The request's context.</param>
    /// <returns>Its scope.</returns>
    public static RequestScope Of(HttpContext http)
    {
        if (http.Features.Get<RequestScope>() is { } scope)
        {
            return scope;
        }

        scope = new RequestScope();
        http.Features.Set(scope);
        return scope;
    }

    /// <summary>The owner of the API key.</summary>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">The function is open, or the API key middleware did not run.</exception>
    public ClientId RequireClient() =>
        Client ?? throw new InvalidOperationException("The request has no client: the API key middleware did not run before this function.");
}
