using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>A file that is the whole body; its name comes in `?fileName=` or in `Content-Disposition`.</summary>
internal static class RawFile
{
    /// <summary>Takes the body for a file.</summary>
    /// <exception cref="Expenses.Core.Errors.ContractException">400: it has no name.</exception>
    public static UploadedFile Of(HttpRequest request) =>
        new(FileName.Require(NameIn(request)), new IncomingStream(request.Body));

    private static string? NameIn(HttpRequest request)
    {
        if (request.Query.TryGetValue(FileName.Location, out var given))
        {
            return given;
        }

        if (!ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition))
        {
            return null;
        }

        return disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
    }
}
