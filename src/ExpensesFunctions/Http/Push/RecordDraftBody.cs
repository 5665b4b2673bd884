using Expenses.Core.Connectors;
using ExpensesFunctions.Http.Data;

namespace ExpensesFunctions.Http.Push;

/// <summary>Shows a record back as it was sent: `data` of the answer to a push, before the ledger has given it an id.</summary>
internal static class RecordDraftBody
{
    public static object Of(ReferenceDraft draft) => draft switch
    {
        AccountDraft account => new AccountData(
            account.NominalCode, account.Name, account.AccountType?.ToString() ?? "Unknown", account.Currency, StatusOf(account.IsActive), IsBankAccount: false),
        BankAccountDraft bank => new BankAccountData(bank.NominalCode, bank.Name, bank.IsCredit ? "Credit" : "Debit", bank.Currency),
        ContactDraft { IsCustomer: true } customer => new CustomerData(
            customer.Name, customer.Details.ContactName, customer.Details.EmailAddress, customer.Details.Phone, AddressBody.Of(customer.Details),
            customer.Details.RegistrationNumber, customer.Details.TaxNumber, StatusOf(customer.IsActive), customer.Currency),
        ContactDraft supplier => new SupplierData(
            supplier.Name, supplier.Details.ContactName, supplier.Details.EmailAddress, supplier.Details.Phone, AddressBody.Of(supplier.Details),
            supplier.Details.RegistrationNumber, supplier.Details.TaxNumber, StatusOf(supplier.IsActive), supplier.Currency),
        _ => throw new InvalidOperationException($"A {draft.GetType().Name} has no body."),
    };

    private static string StatusOf(bool isActive) => isActive ? ContactStatus.Active : ContactStatus.Archived;

    private sealed record AccountData(string? NominalCode, string? Name, string Type, string? Currency, string Status, bool IsBankAccount);

    private sealed record BankAccountData(string? NominalCode, string? AccountName, string AccountType, string? Currency);

    private sealed record SupplierData(
        string? SupplierName, string? ContactName, string? EmailAddress, string? Phone, IReadOnlyList<AddressBody> Addresses,
        string? RegistrationNumber, string? TaxNumber, string Status, string? DefaultCurrency);

    private sealed record CustomerData(
        string? CustomerName, string? ContactName, string? EmailAddress, string? Phone, IReadOnlyList<AddressBody> Addresses,
        string? RegistrationNumber, string? TaxNumber, string Status, string? DefaultCurrency);
}
