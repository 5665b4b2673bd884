using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Data;

/// <summary>What the ledger says of its company, as last read (codat-contract B025).</summary>
public sealed class CompanyInfo(ReferenceAccess reference)
{
    /// <summary>Gets it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the information.</returns>
    /// <exception cref="ContractException">404; 409: not read yet.</exception>
    [Function(nameof(GetCompanyInfo))]
    public async Task<IResult> GetCompanyInfo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/data/info")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var (connection, data) = await reference.RequireAsync(request, companyId, cancellationToken);
        return JsonAnswer.Ok(CompanyInfoBody.Of(connection.Id.Value, data));
    }

    internal sealed record CompanyInfoBody(
        string? CompanyName,
        string AccountingPlatformRef,
        string? CompanyLegalName,
        IReadOnlyList<AddressBody> Addresses,
        IReadOnlyList<string> PhoneNumbers,
        IReadOnlyList<string> WebLinks,
        string? RegistrationNumber,
        string? TaxNumber,
        DateTimeOffset? FinancialYearStartDate,
        string BaseCurrency,
        DateTimeOffset? CreatedDate)
    {
        public static CompanyInfoBody Of(string connectionId, ReferenceData data) => new(
            data.Company?.Name,
            connectionId,
            data.Company?.LegalName,
            Addresses: [],
            PhoneNumbers: [],
            WebLinks: [],
            data.Company?.RegistrationNumber,
            data.Company?.TaxNumber,
            data.Company?.FinancialYearStart is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null,
            data.BaseCurrency,
            data.Company?.Created);
    }
}
