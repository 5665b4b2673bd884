using System.Text;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages;

/// <summary>
/// A page as an answer. It runs nothing but our own files, is framed by nobody, is kept by nobody, and tells no other site
/// where its reader comes from: an address here may hold a password.
/// </summary>
internal sealed class HtmlPage : IResult, IStatusCodeHttpResult
{
    private readonly byte[] _body;
    private readonly string _policy;

    private HtmlPage(int statusCode, Html markup, string policy)
    {
        StatusCode = statusCode;
        _body = Encoding.UTF8.GetBytes(markup.Markup);
        _policy = policy;
    }

    /// <inheritdoc />
    public int? StatusCode { get; }

    /// <summary>A page.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="markup">All of it.</param>
    /// <param name="formTarget">Another site that the answer to one of its forms may lead to; null for none.</param>
    public static HtmlPage Of(int statusCode, Html markup, string? formTarget = null) =>
        new(statusCode, markup, $"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{(formTarget is null ? "" : $" {formTarget}")}; {Everywhere}");

    /// <summary>A page that runs our scripts and calls our API.</summary>
    /// <param name="markup">All of it.</param>
    public static HtmlPage WithScripts(Html markup) => new(
        StatusCodes.Status200OK,
        markup,
        $"default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; require-trusted-types-for 'script'; {Everywhere}");

    private const string Everywhere = "base-uri 'none'; frame-ancestors 'none'";

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode!.Value;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _body.Length;
        PageHeaders.Set(response);
        response.Headers.ContentSecurityPolicy = _policy;
        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
