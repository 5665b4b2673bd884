using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Payments are booked against a supplier, everything else against a customer (as Xero, codat-contract §4.6).</summary>
internal static class ContactRules
{
    public static IEnumerable<Refusal> Check(PostingRequest request, LedgerBooks books)
    {
        var wantsCustomer = request.Type != ExpenseType.Payment;
        if (wantsCustomer != request.ContactIsCustomer)
        {
            yield return Refusals.WrongContact(request.Type, wantsCustomer ? "customer" : "supplier");
            yield break;
        }

        var refusal = wantsCustomer ? Customer(request.ContactId, books) : Supplier(request.ContactId, books);
        if (refusal is not null)
        {
            yield return refusal;
            yield break;
        }

        var contact = (wantsCustomer ? books.Customers : books.Suppliers)[request.ContactId];
        if (contact.Currency is { } only && !CurrencyDecimals.Same(only, request.Currency))
        {
            yield return Refusals.ContactCurrency(contact.Id, only);
        }
    }

    public static Refusal? Customer(string id, LedgerBooks books) =>
        Find(id, books.Customers, Refusals.UnknownCustomer, Refusals.ArchivedCustomer);

    public static Refusal? Supplier(string id, LedgerBooks books) =>
        Find(id, books.Suppliers, Refusals.UnknownSupplier, Refusals.ArchivedSupplier);

    private static Refusal? Find(
        string id, IReadOnlyDictionary<string, Contact> contacts, Func<string, Refusal> unknown, Func<string, Refusal> archived)
    {
        if (!contacts.TryGetValue(id, out var contact))
        {
            return unknown(id);
        }

        return contact.IsActive ? null : archived(id);
    }
}
