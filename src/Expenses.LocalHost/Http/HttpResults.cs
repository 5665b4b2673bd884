using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Http;

/// <summary>Turns what an HTTP function returned into the response.</summary>
internal static class HttpResults
{
    /// <summary>Executes an IResult, an IActionResult, or the [HttpResult] property of a result with several outputs.</summary>
    /// <returns>False when the value is none of these: the platform then writes no body either.</returns>
    public static async Task<bool> ExecuteAsync(object? value, HttpContext http)
    {
        switch (value)
        {
            case null:
                return false;
            case IResult result:
                await result.ExecuteAsync(http);
                return true;
            case IActionResult result:
                await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                return true;
            default:
                var property = Array.Find(value.GetType().GetProperties(), candidate => candidate.IsDefined(typeof(HttpResultAttribute)));
                return property is not null && await ExecuteAsync(property.GetValue(value), http);
        }
    }
}
