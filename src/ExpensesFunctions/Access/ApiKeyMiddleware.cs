using Expenses.Core.Errors;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ExpensesFunctions.Access;

/// <summary>
/// Lets an HTTP invocation pass only with a known API key and notes whose it is (design section 6). Runs inside
/// <see cref="ContractErrorMiddleware"/>, which makes the refusal an envelope.
/// </summary>
public sealed class ApiKeyMiddleware(ApiKeyRing keys, StoredApiKeys storedKeys, ClientSpelling spelling) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http && !OpenFunctions.Contains(context.FunctionDefinition.Name)
            ? AdmitAsync(http, context, next)
            : next(context);

    private async Task AdmitAsync(HttpContext http, FunctionContext context, FunctionExecutionDelegate next)
    {
        Admit(http, await FindAsync(PresentedApiKey.In(http.Request.Headers.Authorization), http.RequestAborted));
        await next(context);
    }

    private async Task<ApiKeyOwner?> FindAsync(string? key, CancellationToken cancellationToken) =>
        key is null ? null : keys.Find(key) ?? await storedKeys.FindAsync(key, cancellationToken);

    private void Admit(HttpContext http, ApiKeyOwner? owner)
    {
        if (owner is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"expenses\"";
            throw new ContractException(StatusCodes.Status401Unauthorized, "Unauthorized");
        }

        if (owner.IsRetired)
        {
            throw new ContractException(StatusCodes.Status403Forbidden, "The API key is outdated.");
        }

        var scope = RequestScope.Of(http);
        scope.Client = owner.Client;
        scope.IntegrationTypeSpelling = spelling.Of(owner.Client);
    }
}
