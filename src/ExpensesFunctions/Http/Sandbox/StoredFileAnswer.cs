using Expenses.Connectors.Sandbox.Ledger.Reports;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>
/// A stored file as an answer, streamed. It was uploaded by somebody, so a browser is told to save it, not to show it.
/// </summary>
internal sealed class StoredFileAnswer(SandboxAttachmentContent file) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var content = file.Content;
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = file.Attachment.MediaType;
        response.ContentLength = file.Attachment.SizeBytes;
        response.Headers.XContentTypeOptions = "nosniff";
        // The name goes through the encoding of RFC 6266 / 8187, so no character of it can end the header.
        response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Attachment.FileName)}";
        await content.CopyToAsync(response.Body, httpContext.RequestAborted);
    }
}
