using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Queries;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Push;

/// <summary>A company's push operations (codat-contract B033, B034).</summary>
public sealed class PushHistory(CompanyAccess access, IRecordPushStore pushes, TimeProvider time)
{
    private const string Route = "companies/{companyId}/push";

    /// <summary>Lists the operations, newest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging, query or order; 404.</exception>
    [Function(nameof(GetPushHistory))]
    public async Task<IResult> GetPushHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var now = time.GetUtcNow();
        var list = ListQuery<RecordPush>.From(request, Schema(now));
        return JsonAnswer.Ok(await list.PageOfAsync(
            (first, count) => pushes.PageAsync(company.Key, first, count, cancellationToken),
            () => pushes.ListAsync(company.Key, cancellationToken),
            push => PushOperationBody.Of(request, push, now)));
    }

    /// <summary>Gets one operation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="pushOperationKey">The operation.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the operation.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetPushOperation))]
    public async Task<IResult> GetPushOperation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{pushOperationKey}")] HttpRequest request,
        string companyId,
        string pushOperationKey,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return RouteId.TryGuid(pushOperationKey, out var id)
            && await pushes.FindAsync(company.Key, new RecordPushId(id), cancellationToken) is { } push
                ? JsonAnswer.Ok(PushOperationBody.Of(request, push, time.GetUtcNow()))
                : throw Refusals.NotFound("push operation", pushOperationKey);
    }

    private static QuerySchema<RecordPush> Schema(DateTimeOffset now) => new QuerySchema<RecordPush>("PushOperation")
        .Text("pushOperationKey", push => push.Id.Value)
        .Text("dataConnectionKey", push => push.Connection.Value)
        .Text("companyId", push => push.Company.Company.Value)
        .Text("dataType", push => push.DataType)
        .Text("status", push => push.StatusAt(now).ToString())
        .Text("errorMessage", push => push.ErrorMessage)
        .Instant("requestedOnUtc", push => push.Requested)
        .Instant("completedOnUtc", push => push.Completed)
        .Number("statusCode", push => PushOperationBody.StatusCodeOf(push.StatusAt(now)))
        .Number("timeoutInMinutes", push => push.TimeoutInMinutes)
        .Number("timeoutInSeconds", push => push.TimeoutInMinutes * PushOperationBody.SecondsPerMinute);
}
