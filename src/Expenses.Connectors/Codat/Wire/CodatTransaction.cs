namespace Expenses.Connectors.Codat.Wire;

/// <summary>An expense transaction as it is created (codat-contract §2.5).</summary>
internal sealed record CodatTransaction(
    string Id,
    string Type,
    string IssueDate,
    string Currency,
    decimal? CurrencyRate,
    CodatContact? ContactRef,
    CodatReference? BankAccountRef,
    string? Reference,
    string? MerchantName,
    IReadOnlyList<CodatLine> Lines,
    string? Notes,
    bool? PostAsDraft);

/// <summary>One line of it.</summary>
internal sealed record CodatLine(
    decimal NetAmount,
    decimal TaxAmount,
    CodatReference? TaxRateRef,
    CodatReference? AccountRef,
    CodatReference? ItemRef,
    IReadOnlyList<CodatTracking>? TrackingRefs,
    CodatCustomer? InvoiceTo);

/// <summary>A reference to something in the accounting software.</summary>
internal sealed record CodatReference(string Id);

/// <summary>A contact; the older documents call the type `contactType`, so both are there (codat-contract T11).</summary>
internal sealed record CodatContact(string Id, string Type = "Supplier", string ContactType = "Supplier");

/// <summary>A tracking reference.</summary>
internal sealed record CodatTracking(string Id, string DataType);

/// <summary>The customer a line is billed to.</summary>
internal sealed record CodatCustomer(string Id, string Type = "customer");
