using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Records;

/// <summary>
/// The ledger's rules for its own records. Names are unique within their kind, as in QuickBooks Online and Xero; each refusal
/// is a clause that names the property.
/// </summary>
internal static class RecordRules
{
    public static IEnumerable<string> Check(AccountDraft draft, LedgerBooks books) =>
    [
        .. Name("Name", draft.Name, books.Data.Accounts.Select(account => account.Name)),
        .. Code(draft.NominalCode, isRequired: true, books),
        .. draft.AccountType is null ? (string[])["Type must be Asset, Expense, Income, Liability or Equity."] : [],
        .. draft.Currency is null || string.Equals(draft.Currency, books.BaseCurrency, StringComparison.Ordinal)
            ? (string[])[]
            : [$"Currency must be {books.BaseCurrency}, the ledger's own; only bank accounts have another."],
    ];

    public static IEnumerable<string> Check(BankAccountDraft draft, LedgerBooks books) =>
    [
        .. Name("AccountName", draft.Name, books.Data.Accounts.Select(account => account.Name)),
        .. Code(draft.NominalCode, isRequired: false, books),
        .. Currency("Currency", draft.Currency),
    ];

    public static IEnumerable<string> Check(ContactDraft draft, IEnumerable<Contact> others) =>
    [
        .. Name(draft.IsCustomer ? "CustomerName" : "SupplierName", draft.Name, others.Select(contact => contact.Name)),
        .. Currency("DefaultCurrency", draft.Currency),
    ];

    private static IEnumerable<string> Name(string property, string? name, IEnumerable<string> taken) => name switch
    {
        null or "" => [$"{property} must be provided."],
        { Length: > SandboxLimits.RecordNameCharacters } => [$"{property} must not be longer than {SandboxLimits.RecordNameCharacters} characters long."],
        _ when taken.Contains(name, StringComparer.OrdinalIgnoreCase) => [$"{property} must be unique; '{name}' is taken."],
        _ => [],
    };

    private static IEnumerable<string> Code(string? code, bool isRequired, LedgerBooks books) => code switch
    {
        null or "" => isRequired ? ["NominalCode must be provided."] : [],
        { Length: > SandboxLimits.NominalCodeCharacters } => [$"NominalCode must not be longer than {SandboxLimits.NominalCodeCharacters} characters long."],
        _ when books.Data.Accounts.Any(account => account.NominalCode.Equals(code, StringComparison.OrdinalIgnoreCase)) =>
            [$"NominalCode must be unique; '{code}' is taken."],
        _ => [],
    };

    private static IEnumerable<string> Currency(string property, string? currency) =>
        currency is null || Expenses.Core.Transactions.Currency.TryGetMinorUnits(currency, out _)
            ? []
            : [$"{property} must be a currency code of ISO 4217."];
}
