using Expenses.Core.Connectors;
using Expenses.Core.Queries;

namespace ExpensesFunctions.Http.Data;

/// <summary>What suppliers and customers can be searched and ordered by (codat-contract §2.12).</summary>
internal static class ContactQueries
{
    public static QuerySchema<Contact> Suppliers(DateTimeOffset read) => Contacts("Supplier", "supplierName", read);

    public static QuerySchema<Contact> Customers(DateTimeOffset read) => Contacts("Customer", "customerName", read);

    // As contacts are shown: modified when they were read, and in the ledger then too where it does not say when.
    private static QuerySchema<Contact> Contacts(string resource, string name, DateTimeOffset read) => new QuerySchema<Contact>(resource)
        .Text("id", contact => contact.Id)
        .Text(name, contact => contact.Name)
        .Text("status", ContactStatus.Of)
        .Text("defaultCurrency", contact => contact.Currency)
        .Text("contactName", contact => contact.Details?.ContactName)
        .Text("emailAddress", contact => contact.Details?.EmailAddress)
        .Text("phone", contact => contact.Details?.Phone)
        .Text("registrationNumber", contact => contact.Details?.RegistrationNumber)
        .Text("taxNumber", contact => contact.Details?.TaxNumber)
        .Flag("metadata.isDeleted", _ => false)
        .Instant("modifiedDate", _ => read)
        .Instant("sourceModifiedDate", contact => contact.Modified ?? read);
}
