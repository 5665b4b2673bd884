using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Reconciling;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Reconciling;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Http.Reconciling;

/// <summary>Saying of a difference between ledger and records that it is known and may stay, so that no night tells of it again. Ours, not the contract's.</summary>
public sealed class DifferenceAcknowledgements(
    CompanyAccess access, DriftAcknowledging acknowledging, IReconciliationStore reconciliations, ILogger<DifferenceAcknowledgements> logger)
{
    private const string Route = "companies/{companyId}/sync/expenses/reconciliation/differences/{differenceId}/acknowledgement";

    /// <summary>Acknowledges a difference; it holds until the difference is gone or is another one.</summary>
    /// <param name="request">The request; `{reason, acknowledgedBy}`.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="differenceId">The difference, by its id in the last reconciliation.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the difference.</returns>
    /// <exception cref="ContractException">400; 404: no such company, or the last reconciliation did not find this difference.</exception>
    [Function(nameof(PutDifferenceAcknowledgement))]
    public async Task<IResult> PutDifferenceAcknowledgement(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string companyId,
        string differenceId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        var reason = Words(reader, "reason", RequestLimits.AcknowledgementReason);
        var by = Words(reader, "acknowledgedBy", RequestLimits.AcknowledgedBy);
        errors.ThrowIfAny();
        var difference = await RequireAsync(company, differenceId, cancellationToken);
        var kept = await acknowledging.AcknowledgeAsync(company.Key, difference, reason!, by!, cancellationToken);
        logger.Acknowledged(difference.Id, company.Key.Company.Value);
        return JsonAnswer.Ok(DifferenceBody.Of(difference, kept));
    }

    /// <summary>Takes an acknowledgement back: the next reconciliation that finds the difference tells of it again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="differenceId">The difference.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404: no such company, or no acknowledgement of this difference.</exception>
    [Function(nameof(DeleteDifferenceAcknowledgement))]
    public async Task<IResult> DeleteDifferenceAcknowledgement(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        string companyId,
        string differenceId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var known = await reconciliations.ListAcknowledgementsAsync(company.Key, cancellationToken);
        if (!RouteId.TryGuid(differenceId, out var id) || !known.ContainsKey(id))
        {
            throw Refusals.NotFound("acknowledgement", differenceId);
        }

        await reconciliations.ForgetAcknowledgementsAsync(company.Key, [id], cancellationToken);
        logger.AcknowledgementWithdrawn(id, company.Key.Company.Value);
        return Results.NoContent();
    }

    private async Task<Difference> RequireAsync(Company company, string differenceId, CancellationToken cancellationToken) =>
        RouteId.TryGuid(differenceId, out var id) && await acknowledging.FindAsync(company.Key, id, cancellationToken) is { } difference
            ? difference
            : throw Refusals.NotFound("difference", differenceId);

    private static string? Words(JsonObjectReader? reader, string name, int maximum)
    {
        if (reader?.Find(name, required: true) is null || reader.Text(name) is not { } text)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            reader.Errors.Add(reader.At(name), $"'{name}' must say something.", "Required");
            return null;
        }

        return reader.FreeText(name, maximum);
    }
}
