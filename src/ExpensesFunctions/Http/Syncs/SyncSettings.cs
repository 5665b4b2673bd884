using Expenses.Core.Companies;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>A company's settings of its syncs (<see cref="CompanySettings"/>). Ours, not the contract's.</summary>
public sealed class SyncSettings(CompanyAccess access, ICompanySettingsStore settings)
{
    private const string Route = "companies/{companyId}/sync/expenses/settings";

    /// <summary>Gets the settings.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the settings; the defaults when none were set.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetSyncSettings))]
    public async Task<IResult> GetSyncSettings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return JsonAnswer.Ok(await settings.GetAsync(company.Key, cancellationToken));
    }

    /// <summary>Replaces the settings.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the settings.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PutSyncSettings))]
    public async Task<IResult> PutSyncSettings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        reader?.Find("syncOnCreate", required: true);
        var wanted = new CompanySettings(reader?.Flag("syncOnCreate") ?? true, reader?.Flag("checkOnCreate") ?? false);
        errors.ThrowIfAny();
        await settings.SetAsync(company.Key, wanted, cancellationToken);
        return JsonAnswer.Ok(wanted);
    }
}
