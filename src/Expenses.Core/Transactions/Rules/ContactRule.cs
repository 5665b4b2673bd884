namespace Expenses.Core.Transactions.Rules;

/// <summary>
/// The contact (codat-contract §4.6): payments are booked against a supplier; money back against the company's customer
/// where the platform wants one, against the supplier elsewhere. A transaction can name a supplier only (B063).
/// </summary>
internal static class ContactRule
{
    private const string Field = "ContactRef";

    public static void Resolve(PostingDraft draft)
    {
        var own = draft.AgainstCustomer ? null : draft.Transaction.SupplierId;
        if (own is not null && !draft.IsBill && !draft.Context.Capabilities.SupplierPerTransaction)
        {
            draft.RefuseUnsupported(Field, $"{Field} is not supported by the connected accounting software; the company's default supplier stands for every transaction.");
            own = null;
        }

        var configuration = draft.Context.Configuration;
        var id = own ?? (draft.AgainstCustomer ? configuration?.CustomerId : configuration?.SupplierId);
        if (string.IsNullOrEmpty(id))
        {
            draft.Refuse(Field, Missing(draft), isConfiguration: true);
            return;
        }

        var contact = draft.AgainstCustomer ? draft.Reference.FindCustomer(id) : draft.Reference.FindSupplier(id);
        var problem = draft.AgainstCustomer ? ReferenceTexts.Customer(id, contact) : ReferenceTexts.Supplier(id, contact);
        if (problem is not null)
        {
            draft.Refuse(Field, problem, isConfiguration: own is null);
        }

        CheckCurrency(draft, contact);
        draft.Contact = contact;
    }

    // §4.4: a supplier with exactly one currency must match; suppliers with several are not checked.
    private static void CheckCurrency(PostingDraft draft, Connectors.Contact? contact)
    {
        if (contact?.Currency is { } currency && !string.Equals(currency, draft.Transaction.Currency, StringComparison.Ordinal))
        {
            var kind = draft.AgainstCustomer ? "Customer" : "Supplier";
            draft.Refuse("Currency", $"Currency {draft.Transaction.Currency} must be {currency}, the only currency of {kind} {contact.Id}.");
        }
    }

    private static string Missing(PostingDraft draft) => draft.AgainstCustomer
        ? $"{Field} is required: the company's configuration names no customer, which a {draft.Transaction.Type} is booked against."
        : $"{Field} is required: neither the transaction nor the company's configuration names a supplier.";
}
