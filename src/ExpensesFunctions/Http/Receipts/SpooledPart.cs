using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>
/// Keeps a part of a multipart body that has no file name until the whole body is known: it may turn out to be the file
/// (codat-contract T8). Small ones stay in memory, larger ones go to a temporary file that ends with the stream.
/// </summary>
internal static class SpooledPart
{
    private const int InMemory = 64 * 1024;

    /// <summary>Reads the part to its end.</summary>
    /// <exception cref="ContractException">400: larger than <see cref="RequestLimits.MalformedUploadBytes"/>, or cut off.</exception>
    public static async Task<Stream> ReadAsync(Stream part, CancellationToken cancellationToken)
    {
        var spool = new FileBufferingReadStream(part, InMemory, RequestLimits.MalformedUploadBytes, Path.GetTempPath());
        try
        {
            await spool.DrainAsync(cancellationToken);
            spool.Position = 0;
            return spool;
        }
        catch (Exception exception)
        {
            await spool.DisposeAsync();
            if (exception is InvalidDataException or IOException and not BadHttpRequestException)
            {
                throw Refusals.Invalid(
                    "body",
                    $"A part without a file name is cut off or has more than {RequestLimits.MalformedUploadBytes} bytes; send the file as a part with a file name.",
                    "Multipart");
            }

            throw;
        }
    }
}
