using System.Text.Json;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Documents;

/// <summary>Our own reference: the OpenAPI document, and a page that shows it without anything from elsewhere.</summary>
public sealed class ReferencePages
{
    private const string Page = "docs.html";
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Lazy<JsonElement> Description = new(() => JsonSerializer.SerializeToElement(ApiDescription.Create()));

    /// <summary>The OpenAPI 3.1 document of everything served here.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the document.</returns>
    [Function(nameof(GetOpenApi))]
    [WithoutApiKey("Documentation; it holds nothing of any client.")]
    public IResult GetOpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        JsonAnswer.Ok(Description.Value);

    /// <summary>The reference as a page to read.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page of HTML.</returns>
    [Function(nameof(GetDocs))]
    [WithoutApiKey("Documentation; it holds nothing of any client.")]
    public IResult GetDocs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        var page = typeof(ReferencePages).Assembly.GetManifestResourceStream(Page)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Page}.");
        return Results.Stream(page, "text/html; charset=utf-8");
    }
}
