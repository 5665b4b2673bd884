using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Every reason the ledger refuses a document for, with its words. Texts about contacts follow codat-contract §4.6.</summary>
internal static class Refusals
{
    public static Refusal KeyReused(string key) => new("key_reused", $"Key {key} was used for a document with other content.");

    public static Refusal KeyMissing() => new("key_missing", $"A document needs an idempotency key of at most {SandboxLimits.KeyCharacters} characters.");

    public static Refusal TextTooLong(string field, int limit) => new("text_too_long", $"{field} is longer than {limit} characters.");

    public static Refusal MerchantRefused(string merchant) => new("merchant_refused", $"Transactions of merchant '{merchant}' are not accepted by this ledger.");

    public static Refusal LockedPeriod(DateOnly date, DateOnly lockDate) =>
        new("locked_period", $"The document is dated {date:yyyy-MM-dd}; the ledger is locked before {lockDate:yyyy-MM-dd}.");

    public static Refusal NoLines() => new("no_lines", "A document needs at least one line.");

    public static Refusal TooManyLines() => new("too_many_lines", $"A document has at most {SandboxLimits.Lines} lines.");

    public static Refusal TooManyTags() => new("too_many_tags", $"A line has at most {SandboxLimits.TrackingReferences} tracking references.");

    public static Refusal UnknownBankAccount(string id) => new("unknown_bank_account", $"Bank account {id} does not exist.");

    public static Refusal NotABankAccount(string id) => new("not_a_bank_account", $"Account {id} is not a bank or card account.");

    public static Refusal AccountMissing() => new("account_missing", "A line needs an account.");

    public static Refusal ItemsNotSupported() => new("items_not_supported", "This ledger has no items; a line needs an account.");

    public static Refusal UnknownAccount(string id) => new("unknown_account", $"Account {id} does not exist.");

    public static Refusal ArchivedAccount(string id) => new("archived_account", $"Account {id} is not in an Active state.");

    public static Refusal AccountNotAllowed(string id, ExpenseType type) => new("account_not_allowed", $"Account {id} may not be used on a line of a {type}.");

    public static Refusal UnknownTaxRate(string id) => new("unknown_tax_rate", $"Tax rate {id} does not exist.");

    public static Refusal InactiveTaxRate(string id) => new("inactive_tax_rate", $"Tax rate {id} is not in an Active state.");

    public static Refusal TaxRateNotAllowed(string id, ExpenseType type) => new("tax_rate_not_allowed", $"Tax rate {id} may not be used on a {type}.");

    public static Refusal TaxOnZeroRate(string id) => new("tax_on_zero_rate", $"The tax amount must be 0 with tax rate {id}, which is 0 %.");

    public static Refusal UnknownTracking(string id) => new("unknown_tracking_category", $"Tracking category {id} does not exist.");

    public static Refusal TrackingParent(string id) => new("tracking_category_has_children", $"Tracking category {id} is a group; use one of its members.");

    public static Refusal UnknownSupplier(string id) => new("unknown_supplier", $"Supplier {id} does not exist.");

    public static Refusal ArchivedSupplier(string id) => new("archived_supplier", $"Supplier {id} is not in an Active state.");

    public static Refusal UnknownCustomer(string id) => new("unknown_customer", $"Customer {id} does not exist.");

    public static Refusal ArchivedCustomer(string id) => new("archived_customer", $"Customer {id} is not in an Active state.");

    public static Refusal WrongContact(ExpenseType type, string wanted) => new("wrong_contact", $"A {type} is booked against a {wanted}.");

    public static Refusal ContactCurrency(string id, string currency) => new("contact_currency", $"Contact {id} trades in {currency} only.");

    public static Refusal UnknownCurrency(string currency) => new("unknown_currency", $"'{currency}' is not a currency code.");

    public static Refusal CurrencyCombination(string currency, string bankCurrency, string baseCurrency) => new(
        "currency_combination",
        $"A document in {currency} on an account in {bankCurrency} is not supported by a ledger in {baseCurrency}.");

    public static Refusal RateMissing() => new("rate_missing", "A currency rate is needed where a foreign currency is involved.");

    public static Refusal RateInvalid() => new(
        "rate_invalid",
        $"A currency rate is above 0, at most {SandboxLimits.Rate:0} and has at most {SandboxLimits.RateDecimals} decimals.");

    public static Refusal TooManyDecimals(decimal amount, string currency) =>
        new("too_many_decimals", $"Amount {amount} has more decimals than {currency} has ({CurrencyDecimals.Of(currency)}).");

    public static Refusal AmountTooLarge() => new("amount_too_large", $"An amount is at most {SandboxLimits.Amount:0}.");

    public static Refusal SubLedgerAccount(string id) => new("sub_ledger_account", $"Account {id} is booked to by its sub-ledger only.");

    public static Refusal NotPayable(string id) => new("not_a_payable_account", $"Account {id} is not the accounts payable account.");

    public static Refusal TransferAccounts() =>
        new("transfer_accounts", "A transfer needs two different accounts, at least one of them a bank or card account.");

    public static Refusal TransferAmount() => new("transfer_amount", $"The amounts of a transfer are above 0 and at most {SandboxLimits.Amount:0}.");

    public static Refusal UnknownRecord(string id) => new("unknown_record", $"Record {id} does not exist, so it cannot be updated.");

    public static Refusal NotUpdatable(string id) => new("not_updatable", $"Record {id} is of another transaction or kind, or of a type that cannot be updated.");

    public static Refusal UpdatedTwice(string id) => new("updated_twice", $"Record {id} is updated twice in one request.");

    public static Refusal Unbalanced() => new("unbalanced", "The journal does not balance.");
}
