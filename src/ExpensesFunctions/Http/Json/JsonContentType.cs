using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ExpensesFunctions.Http.Json;

/// <summary>
/// Whether a body says it is JSON. Asked only of bodies that are not empty (codat-contract T7); a body that says nothing
/// is taken for JSON.
/// </summary>
internal static class JsonContentType
{
    /// <summary>Refuses a body that says it is something else.</summary>
    /// <exception cref="ContractException">415.</exception>
    public static void Require(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Unsupported("Content-Encoding", "Send the body without compression.");
        }

        if (!string.IsNullOrEmpty(request.ContentType) && !IsJson(request.ContentType))
        {
            throw Unsupported("Content-Type", "Send the body as application/json in UTF-8.");
        }
    }

    /// <summary>Whether a content type is JSON in UTF-8.</summary>
    public static bool IsJson(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static ContractException Unsupported(string header, string message) => new(
        StatusCodes.Status415UnsupportedMediaType,
        "Unsupported media type.",
        [new ValidationItem(header, message, "MediaType")]);
}
