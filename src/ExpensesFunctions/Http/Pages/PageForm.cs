using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ExpensesFunctions.Http.Pages;

/// <summary>The forms that our pages send back.</summary>
internal static class PageForm
{
    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = RequestLimits.FormValues,
        KeyLengthLimit = RequestLimits.FormText,
        ValueLengthLimit = RequestLimits.FormText,
    };

    /// <summary>Reads a form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>Its values; null when a page of another site sent it, it is none, or it is above a limit.</returns>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsOurs(request) || !request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await request.ReadFormAsync(Limits, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Browsers say where a request comes from, and no script can make them say otherwise. What is no browser says nothing, and
    // is nobody who could be led here by another site.
    private static bool IsOurs(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
}
