using System.Text.Json;
using ExpensesFunctions.Http.Contract.Idempotency;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>An answer with a JSON body. The body is made before the first byte leaves, so it is whole or an error.</summary>
public sealed class JsonAnswer : IResult, IStatusCodeHttpResult
{
    /// <summary>The content type of every JSON answer.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    private readonly byte[] _body;

    private JsonAnswer(int statusCode, byte[] body)
    {
        StatusCode = statusCode;
        _body = body;
    }

    /// <summary>The HTTP status.</summary>
    public int? StatusCode { get; }

    /// <summary>200 with a body.</summary>
    /// <param name="value">The body, a contract record.</param>
    /// <returns>The answer.</returns>
    public static JsonAnswer Ok(object value) => Of(StatusCodes.Status200OK, value);

    /// <summary>An answer with a status and a body.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="value">The body, a contract record.</param>
    /// <returns>The answer.</returns>
    public static JsonAnswer Of(int statusCode, object value) =>
        new(statusCode, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), ContractJson.Options));

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode!.Value;
        response.ContentType = ContentType;
        response.ContentLength = _body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        httpContext.Features.Set(new AnswerBody(_body));
        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
