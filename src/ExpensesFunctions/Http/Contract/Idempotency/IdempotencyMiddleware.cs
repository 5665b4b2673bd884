using System.Collections.Frozen;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ExpensesFunctions.Http.Contract.Idempotency;

/// <summary>
/// `Idempotency-Key` on every POST and PATCH (codat-contract §2.14): the first request is carried out and its answer kept,
/// the same request again gets that answer and nothing is done twice. Runs inside the API key check, since keys are per client.
/// </summary>
public sealed class IdempotencyMiddleware(KeyedRequests requests) : IFunctionsWorkerMiddleware
{
    private static readonly FrozenSet<string> OnTheirOwn = MarkedFunctions.With<OwnIdempotencyAttribute>();

    /// <inheritdoc />
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http && KeyOf(http, context) is { } key ? AnswerAsync(http, key, context, next) : next(context);

    private static string? KeyOf(HttpContext http, FunctionContext context) =>
        (HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsPatch(http.Request.Method))
        && RequestScope.Of(http).Client is not null
        && !OnTheirOwn.Contains(context.FunctionDefinition.Name)
            ? IdempotencyKey.Find(http.Request)
            : null;

    private async Task AnswerAsync(HttpContext http, string key, FunctionContext context, FunctionExecutionDelegate next)
    {
        var cancellationToken = http.RequestAborted;
        var claim = await requests.ClaimAsync(http, key, cancellationToken);
        var body = new HashedBody(http.Request.Body);
        // The answer leaves after this middleware has returned, and needs the hash then.
        http.Response.RegisterForDispose(body);
        if (claim.Earlier is { Answer: { } answer } earlier)
        {
            var isSame = string.Equals(earlier.Request, KeyedRequests.TextOf(http.Request), StringComparison.Ordinal)
                && string.Equals(earlier.BodySha256, await body.FinishAsync(cancellationToken), StringComparison.Ordinal);
            await (isSame ? KeptAnswers.GiveAsync(http, answer) : throw UsedOtherwise());
            return;
        }

        http.Request.Body = body;
        requests.KeepAnswer(http, claim.Taken!, body);
        await next(context);
    }

    private static ContractException UsedOtherwise() => new(
        StatusCodes.Status422UnprocessableEntity, $"The {IdempotencyKey.Header} was used with another request before.");
}
