using Expenses.Core.Connectors;
using Expenses.Core.Queries;

namespace ExpensesFunctions.Http.Data;

/// <summary>What suppliers and customers can be searched and ordered by (codat-contract §2.12).</summary>
internal static class ContactQueries
{
    public static QuerySchema<Contact> Suppliers { get; } = Contacts("Supplier", "supplierName");

    public static QuerySchema<Contact> Customers { get; } = Contacts("Customer", "customerName");

    private static QuerySchema<Contact> Contacts(string resource, string name) => new QuerySchema<Contact>(resource)
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
        .Instant("modifiedDate", contact => contact.Modified)
        .Instant("sourceModifiedDate", contact => contact.Modified);
}
