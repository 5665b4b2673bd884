using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages;

/// <summary>Leads a browser on with a GET, whatever it came with.</summary>
/// <param name="location">Where to: an address that is ours or the operator's, never a visitor's.</param>
internal sealed class PageRedirect(string location) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc />
    public int? StatusCode => StatusCodes.Status303SeeOther;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCode!.Value;
        PageHeaders.Set(httpContext.Response);
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
