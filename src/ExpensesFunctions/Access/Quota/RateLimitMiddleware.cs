using System.Globalization;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Access.Quota;

/// <summary>
/// Holds each client to its requests a day and each company to its requests at once, and says in every answer how the quota
/// stands (codat-contract B094-B096); consumers of webhooks are told when it is used up and when it is full again (B098). Runs inside the API key check.
/// </summary>
public sealed class RateLimitMiddleware(
    DailyQuota quota, RequestsInFlight inFlight, RateLimitEvents events, TimeProvider time, IOptions<RateLimitOptions> options) : IFunctionsWorkerMiddleware
{
    /// <summary>The day's requests.</summary>
    public const string LimitHeader = "X-Rate-Limit-Limit";

    /// <summary>How many of them are left.</summary>
    public const string RemainingHeader = "X-Rate-Limit-Remaining";

    /// <summary>When the next day begins: seconds since 1970, UTC.</summary>
    public const string ResetHeader = "X-Rate-Limit-Reset";

    /// <inheritdoc />
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        options.Value.Enabled && context.GetHttpContext() is { } http && RequestScope.Of(http).Client is { } client
            ? LimitAsync(http, client, context, next)
            : next(context);

    private async Task LimitAsync(HttpContext http, ClientId client, FunctionContext context, FunctionExecutionDelegate next)
    {
        var standing = await quota.TakeAsync(client, http.RequestAborted);
        Tell(http.Response.Headers, standing);
        if (standing.Turn != QuotaTurn.None)
        {
            var remaining = standing.Turn == QuotaTurn.Reached ? 0 : standing.Remaining;
            await events.PublishAsync(client, standing.Limit, remaining, standing.Reset, time.GetUtcNow(), http.RequestAborted);
        }

        if (!standing.IsWithin)
        {
            throw TooMany(http, standing.Wait, $"The day's {standing.Limit} requests are used up. They are counted anew from {standing.Reset:u}.");
        }

        var company = http.GetRouteValue("companyId") as string ?? "";
        if (company.Length == 0)
        {
            await next(context);
            return;
        }

        var limit = options.Value.ConcurrentRequestsPerCompany;
        if (!inFlight.TryEnter(client, company, limit))
        {
            throw TooMany(http, TimeSpan.FromSeconds(1), $"A company may have {limit} requests in flight; wait until one has been answered.");
        }

        try
        {
            await next(context);
        }
        finally
        {
            inFlight.Leave(client, company);
        }
    }

    private static void Tell(IHeaderDictionary headers, QuotaStanding standing)
    {
        headers[LimitHeader] = standing.Limit.ToString(CultureInfo.InvariantCulture);
        headers[RemainingHeader] = standing.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[ResetHeader] = standing.Reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    private static ContractException TooMany(HttpContext http, TimeSpan wait, string error)
    {
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new ContractException(StatusCodes.Status429TooManyRequests, error);
    }
}
