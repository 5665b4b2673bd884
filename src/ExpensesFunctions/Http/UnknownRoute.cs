using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http;

/// <summary>
/// Everything no other route takes. The method is part of a route, so a known path with a wrong method ends here as well
/// (durable-semantics) and is told which methods there are.
/// </summary>
public sealed class UnknownRoute
{
    /// <summary>Refuses.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Never.</returns>
    /// <exception cref="ContractException">404, or 405 with `Allow`.</exception>
    [Function(nameof(RefuseUnknownRoute))]
    public IResult RefuseUnknownRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
    {
        var methods = RouteTable.MethodsOf(request.Path);
        if (methods.Count == 0)
        {
            throw new ContractException(StatusCodes.Status404NotFound, "There is nothing at this address.");
        }

        request.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        throw new ContractException(StatusCodes.Status405MethodNotAllowed, $"Method {request.Method} is not allowed here; use {string.Join(" or ", methods)}.");
    }
}
