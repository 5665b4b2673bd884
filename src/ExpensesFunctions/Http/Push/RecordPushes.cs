using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Data;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Push;

/// <summary>Takes a record to write: stores the push, starts it and answers with the operation.</summary>
public sealed class RecordPushes(RecordWriterAccess writers, IRecordPushStore pushes, IRecordPushStarter starter, TimeProvider time)
{
    /// <summary>Takes the record of a request.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="request">The request.</param>
    /// <param name="route">Where it goes.</param>
    /// <param name="parse">Reads its body.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>200 with the pending operation.</returns>
    /// <exception cref="ContractException">400: malformed, or the connection is not linked; 404.</exception>
    internal async Task<IResult> TakeAsync(
        DurableTaskClient client, HttpRequest request, RecordRoute route, Func<JsonElement, ReferenceDraft> parse, CancellationToken cancellationToken)
    {
        var (connection, _) = await writers.RequireAsync(request, route.Company, route.Connection, route.DataType, cancellationToken);
        var parameters = RecordPushRequest.From(request);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var draft = parse(body.Root);
        if (connection.Status != ConnectionStatus.Linked)
        {
            throw Refusals.Invalid("connectionId", $"Only to a linked connection can be written; this one is {connection.Status}.", "Connection");
        }

        var push = new RecordPush
        {
            Company = connection.Company,
            Id = new RecordPushId(Guid.NewGuid().ToString("D")),
            Connection = connection.Id,
            DataType = route.DataType,
            Draft = draft,
            Target = route.Record,
            Force = parameters.Force,
            Requested = time.GetUtcNow(),
            TimeoutInMinutes = parameters.TimeoutInMinutes,
            ReadAfter = parameters.ReadAfter,
        };
        await pushes.AddAsync(push, cancellationToken);
        await starter.StartAsync(client, push, cancellationToken);
        return JsonAnswer.Ok(PushOperationBody.Of(request, push, push.Requested, RecordDraftBody.Of(draft)));
    }
}

/// <summary>Where a record goes, as the route says it.</summary>
/// <param name="Company">The company's id.</param>
/// <param name="Connection">The connection's id.</param>
/// <param name="DataType">The data type.</param>
/// <param name="Record">The ledger's record to change; null for a new one.</param>
internal sealed record RecordRoute(string Company, string Connection, string DataType, string? Record = null);
