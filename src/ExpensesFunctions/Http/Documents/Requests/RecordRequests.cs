namespace ExpensesFunctions.Http.Documents.Requests;

/// <summary>Records for the ledger; what each has to say is the ledger's rule, and its refusal ends the push operation.</summary>
internal sealed record AccountRequest(string? NominalCode, string? Name, string? Type, string? Currency, string? Status);

internal sealed record BankAccountRequest(string? NominalCode, string? AccountName, string? AccountType, string? Currency);

internal sealed record SupplierRequest(
    string? SupplierName,
    string Status,
    string? DefaultCurrency,
    string? ContactName,
    string? EmailAddress,
    string? Phone,
    string? RegistrationNumber,
    string? TaxNumber,
    IReadOnlyList<AddressRequest>? Addresses,
    string? SourceModifiedDate);

internal sealed record CustomerRequest(
    string? CustomerName,
    string Status,
    string? DefaultCurrency,
    string? ContactName,
    string? EmailAddress,
    string? Phone,
    string? RegistrationNumber,
    string? TaxNumber,
    IReadOnlyList<AddressRequest>? Addresses,
    string? SourceModifiedDate);

internal sealed record AddressRequest(
    string Type, string? Line1, string? Line2, string? City, string? Region, string? Country, string? PostalCode);
