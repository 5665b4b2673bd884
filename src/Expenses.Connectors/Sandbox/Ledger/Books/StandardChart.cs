using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Books;

/// <summary>What every new sandbox ledger starts with. The ids are fixed, so examples and tests can name them.</summary>
internal static class StandardChart
{
    public const string BaseCurrency = "GBP";

    /// <summary>Where tax of lines is booked.</summary>
    public const string TaxAccountId = "820";

    /// <summary>Where bills of employees are booked.</summary>
    public const string PayableAccountId = "800";

    public const string ReceivableAccountId = "610";

    private static readonly ExpenseType[] All = Enum.GetValues<ExpenseType>();

    // System accounts are booked to by the ledger's own sub-ledgers, never by a line.
    private static readonly ExpenseType[] None = [];

    public static ReferenceData Create(DateTimeOffset now) => new(
        BaseCurrency,
        [.. BankAccounts(), .. IncomeAndExpenses(), .. SystemAccounts()],
        TaxRates(),
        TrackingCategories(),
        Suppliers(),
        Customers(),
        now)
    {
        Company = new LedgerCompany("Sandbox Trading", "Sandbox Trading Ltd", "00000000", "GB000000000", new DateOnly(2026, 1, 1), now),
    };

    private static LedgerAccount[] BankAccounts() =>
    [
        Bank("090", "Business current account", AccountType.Asset, "GBP"),
        Bank("091", "Business credit card", AccountType.Liability, "GBP"),
        Bank("092", "Prepaid card EUR", AccountType.Asset, "EUR"),
    ];

    private static LedgerAccount[] IncomeAndExpenses() =>
    [
        Account("200", "Sales", AccountType.Income),
        Account("260", "Other income", AccountType.Income),
        Account("310", "Cost of goods sold", AccountType.Expense),
        Account("400", "Advertising and marketing", AccountType.Expense),
        Account("404", "Bank fees", AccountType.Expense),
        Account("408", "Cleaning", AccountType.Expense),
        Account("412", "Consulting", AccountType.Expense),
        Account("420", "Entertainment", AccountType.Expense),
        Account("425", "Postage and delivery", AccountType.Expense),
        Account("429", "General expenses", AccountType.Expense),
        Account("433", "Insurance", AccountType.Expense),
        Account("449", "Motor vehicle expenses", AccountType.Expense),
        Account("453", "Office expenses", AccountType.Expense),
        Account("461", "Printing and stationery", AccountType.Expense),
        Account("463", "IT software and consumables", AccountType.Expense),
        Account("469", "Rent", AccountType.Expense),
        Account("473", "Repairs", AccountType.Expense),
        Account("485", "Subscriptions", AccountType.Expense),
        Account("489", "Telephone and internet", AccountType.Expense),
        Account("493", "Travel national", AccountType.Expense),
        Account("494", "Travel international", AccountType.Expense),
        Account("497", "Currency gains and losses", AccountType.Expense),
        Account("498", "Old account", AccountType.Expense) with { IsActive = false },
    ];

    private static LedgerAccount[] SystemAccounts() =>
    [
        Account(ReceivableAccountId, "Accounts receivable", AccountType.Asset) with { ValidTransactionTypes = None },
        Account(PayableAccountId, "Accounts payable", AccountType.Liability) with { ValidTransactionTypes = None },
        Account(TaxAccountId, "VAT", AccountType.Liability) with { ValidTransactionTypes = None },
        Account("877", "Tracking transfers", AccountType.Equity) with { ValidTransactionTypes = None },
    ];

    private static LedgerAccount Bank(string code, string name, AccountType type, string currency) =>
        new(code, code, name, type, $"{type}.Bank", currency, IsBankAccount: true, IsActive: true, None);

    private static LedgerAccount Account(string code, string name, AccountType type) =>
        new(code, code, name, type, $"{type}.{name}", BaseCurrency, IsBankAccount: false, IsActive: true, All);

    private static TaxRate[] TaxRates() =>
    [
        Rate("NONE", "No VAT", 0m),
        Rate("ZERORATEDINPUT", "Zero rated expenses", 0m),
        Rate("INPUT2", "20% (VAT on expenses)", 20m),
        Rate("RRINPUT", "5% (VAT on expenses)", 5m),
        Rate("OLDVAT", "17.5% (VAT on expenses)", 17.5m) with { IsActive = false },
    ];

    private static TaxRate Rate(string id, string name, decimal percent) => new(id, name, id, percent, percent, IsActive: true, All);

    private static TrackingCategory[] TrackingCategories() =>
    [
        new("region", "Region", HasChildren: true, ParentId: null),
        new("region-north", "North", HasChildren: false, "region"),
        new("region-south", "South", HasChildren: false, "region"),
        new("department", "Department", HasChildren: true, ParentId: null),
        new("dept-sales", "Sales", HasChildren: false, "department"),
        new("dept-engineering", "Engineering", HasChildren: false, "department"),
        new("dept-operations", "Operations", HasChildren: false, "department"),
    ];

    private static Contact[] Suppliers() =>
    [
        new("card-merchants", "Card merchants", IsActive: true, Currency: null),
        new("travel-desk", "Travel desk", IsActive: true, Currency: null),
        new("office-depot-local", "Office depot local", IsActive: true, Currency: null),
        new("old-supplier", "Old supplier", IsActive: false, Currency: null),
        new("usd-only-supplier", "USD only supplier", IsActive: true, "USD"),
    ];

    private static Contact[] Customers() =>
    [
        new("card-refunds", "Card refunds", IsActive: true, Currency: null),
        new("harbour-retail", "Harbour retail", IsActive: true, Currency: null),
        new("old-customer", "Old customer", IsActive: false, Currency: null),
    ];
}
