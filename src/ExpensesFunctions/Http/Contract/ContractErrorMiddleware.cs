using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Http.Contract;

/// <summary>
/// Turns every failure of an HTTP invocation into the contract's envelope (codat-contract §2.10) and gives every answer
/// its correlation id. What failed inside is logged under that id and never told.
/// </summary>
public sealed partial class ContractErrorMiddleware(ILogger<ContractErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <summary>The header that carries the correlation id.</summary>
    public const string CorrelationHeader = "X-Correlation-Id";

    /// <inheritdoc />
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? AnswerAsync(http, context, next) : next(context);

    private async Task AnswerAsync(HttpContext http, FunctionContext context, FunctionExecutionDelegate next)
    {
        var correlationId = RequestScope.Of(http).CorrelationId;
        http.Response.Headers[CorrelationHeader] = correlationId;
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["CorrelationId"] = correlationId });
        try
        {
            await next(context);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            // Nobody is there to answer. The status keeps the empty answer from being taken for one (KeyedRequests).
            CallerLeft(logger, context.FunctionDefinition.Name);
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
#pragma warning disable CA1031 // This is where an HTTP failure ends: told as an envelope, logged with its cause.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await RefuseAsync(http, FailureAnswer.Of(http, exception), exception, context.FunctionDefinition.Name);
        }
    }

    private async Task RefuseAsync(HttpContext http, FailureAnswer answer, Exception exception, string function)
    {
        if (answer.IsOurFault)
        {
            Failed(logger, exception, function);
        }
        else
        {
            Refused(logger, function, answer.Envelope.StatusCode, answer.Envelope.Error);
        }

        if (http.Response.HasStarted)
        {
            // Half a body must not be taken for a whole one.
            http.Abort();
            return;
        }

        if (answer.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await JsonAnswer.Of(answer.Envelope.StatusCode, answer.Envelope).ExecuteAsync(http);
    }

    [LoggerMessage(2001, LogLevel.Error, "HTTP function {Function} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string function);

    [LoggerMessage(2002, LogLevel.Information, "HTTP function {Function} refused the request: {StatusCode} {Error}")]
    private static partial void Refused(ILogger logger, string function, int statusCode, string error);

    [LoggerMessage(2003, LogLevel.Debug, "HTTP function {Function}: the caller left before the answer")]
    private static partial void CallerLeft(ILogger logger, string function);
}
