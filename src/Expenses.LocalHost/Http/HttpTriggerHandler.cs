using System.Collections.Frozen;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Invocation;
using Expenses.LocalHost.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Http;

/// <summary>
/// Answers a request by a function, as the worker with ASP.NET Core integration does: the result is executed after all
/// middleware has returned, an unhandled exception is an empty 500.
/// </summary>
internal sealed partial class HttpTriggerHandler(FunctionInvoker invoker, ILogger<HttpTriggerHandler> logger)
{
    /// <summary>Where <c>FunctionContext.GetHttpContext()</c> of the real package looks.</summary>
    private const string HttpContextItem = "HttpRequestContext";

    public RequestDelegate For(FunctionDescriptor function) => async http =>
    {
        await HandleAsync(function, http);
        RequestSpans.Answered(http);
    };

    private static TriggerInput InputOf(HttpContext http) => new(http.Request)
    {
        BindingData = http.Request.RouteValues.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        Items = new Dictionary<object, object> { [HttpContextItem] = http },
    };

    private async Task HandleAsync(FunctionDescriptor function, HttpContext http)
    {
        try
        {
            var call = await invoker.InvokeAsync(function, InputOf(http), http.RequestServices, http.RequestAborted);
            if (call.Reached && !await HttpResults.ExecuteAsync(call.Result, http) && !http.Response.HasStarted)
            {
                NoResponse(logger, function.Name);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            CallerLeft(logger, function.Name);
        }
        catch (BadHttpRequestException e)
        {
            Refused(logger, e, function.Name);
            Fail(http, e.StatusCode);
        }
#pragma warning disable CA1031 // Whatever a function throws is this request's failure, not the host's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(logger, e, function.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // The caller must not take half a body for a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    [LoggerMessage(101, LogLevel.Error, "Function '{Function}' failed.")]
    private static partial void Failed(ILogger logger, Exception exception, string function);

    [LoggerMessage(102, LogLevel.Information, "Function '{Function}': the request was refused.")]
    private static partial void Refused(ILogger logger, Exception exception, string function);

    [LoggerMessage(103, LogLevel.Debug, "Function '{Function}': the caller left before the answer.")]
    private static partial void CallerLeft(ILogger logger, string function);

    [LoggerMessage(104, LogLevel.Warning, "Function '{Function}' returned nothing that is an HTTP response; the answer is empty.")]
    private static partial void NoResponse(ILogger logger, string function);
}
