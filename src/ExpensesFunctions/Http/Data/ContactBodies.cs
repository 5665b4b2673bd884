using Expenses.Core.Connectors;

namespace ExpensesFunctions.Http.Data;

/// <summary>A supplier as the contract shows it (codat-contract §2.17).</summary>
internal sealed record SupplierBody(
    string Id,
    string SupplierName,
    string? ContactName,
    string? EmailAddress,
    string? Phone,
    IReadOnlyList<AddressBody> Addresses,
    string? RegistrationNumber,
    string? TaxNumber,
    string Status,
    string? DefaultCurrency,
    RecordMetadata Metadata,
    DateTimeOffset ModifiedDate,
    DateTimeOffset SourceModifiedDate)
{
    /// <summary>Shows a supplier.</summary>
    /// <param name="contact">The supplier.</param>
    /// <param name="read">When it was read: the contract's `modifiedDate`.</param>
    public static SupplierBody Of(Contact contact, DateTimeOffset read) => new(
        contact.Id,
        contact.Name,
        contact.Details?.ContactName,
        contact.Details?.EmailAddress,
        contact.Details?.Phone,
        AddressBody.Of(contact.Details),
        contact.Details?.RegistrationNumber,
        contact.Details?.TaxNumber,
        ContactStatus.Of(contact),
        contact.Currency,
        RecordMetadata.Present,
        read,
        contact.Modified ?? read);
}

/// <summary>A customer as the contract shows it (codat-contract §2.17).</summary>
internal sealed record CustomerBody(
    string Id,
    string CustomerName,
    string? ContactName,
    string? EmailAddress,
    string? Phone,
    IReadOnlyList<AddressBody> Addresses,
    IReadOnlyList<string> Contacts,
    string? RegistrationNumber,
    string? TaxNumber,
    string Status,
    string? DefaultCurrency,
    RecordMetadata Metadata,
    DateTimeOffset ModifiedDate,
    DateTimeOffset SourceModifiedDate)
{
    /// <summary>Shows a customer. Ledgers here know one person per customer, which is its `contactName`; `contacts` is empty.</summary>
    /// <param name="contact">The customer.</param>
    /// <param name="read">When it was read: the contract's `modifiedDate`.</param>
    public static CustomerBody Of(Contact contact, DateTimeOffset read) => new(
        contact.Id,
        contact.Name,
        contact.Details?.ContactName,
        contact.Details?.EmailAddress,
        contact.Details?.Phone,
        AddressBody.Of(contact.Details),
        Contacts: [],
        contact.Details?.RegistrationNumber,
        contact.Details?.TaxNumber,
        ContactStatus.Of(contact),
        contact.Currency,
        RecordMetadata.Present,
        read,
        contact.Modified ?? read);
}

/// <summary>An address.</summary>
internal sealed record AddressBody(
    AddressType Type, string? Line1, string? Line2, string? City, string? Region, string? Country, string? PostalCode)
{
    public static IReadOnlyList<AddressBody> Of(ContactDetails? details) => [.. (details?.Addresses ?? []).Select(address => new AddressBody(
        address.Type, address.Line1, address.Line2, address.City, address.Region, address.Country, address.PostalCode))];
}

/// <summary>Whether the ledger still has a record.</summary>
internal sealed record RecordMetadata(bool IsDeleted)
{
    /// <summary>A read lists what the ledger has.</summary>
    public static RecordMetadata Present { get; } = new(IsDeleted: false);
}

/// <summary>The contract's words for a contact's state.</summary>
internal static class ContactStatus
{
    public const string Active = "Active";
    public const string Archived = "Archived";

    public static string Of(Contact contact) => contact.IsActive ? Active : Archived;
}
