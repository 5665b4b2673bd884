using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>A small British ledger, a platform that can do everything, and a payment that both take.</summary>
internal static class Ledger
{
    public static readonly CompanyKey Company = new(new ClientId("client"), new CompanyId("company"));

    private static readonly ExpenseType[] AllTypes = Enum.GetValues<ExpenseType>();

    public static ReferenceData Data { get; } = new(
        "GBP",
        [
            Bank("bank-gbp", "GBP"),
            Bank("bank-usd", "USD"),
            Bank("bank-eur", "EUR"),
            Bank("bank-closed", "GBP") with { IsActive = false },
            Account("travel", "Expense.Travel"),
            Account("old", "Expense.Old") with { IsActive = false },
            Account("payments-only", "Expense.Fees") with { ValidTransactionTypes = [ExpenseType.Payment] },
            Account("creditors", "Liability.Accounts Payable.Trade") with { AccountType = AccountType.Liability },
            Account("debtors", "Asset.AccountsReceivable") with { AccountType = AccountType.Asset },
        ],
        [
            new TaxRate("vat20", "VAT 20 %", "S", 20, 20, true, AllTypes),
            new TaxRate("vat0", "Zero rated", "Z", 0, 0, true, AllTypes),
            new TaxRate("vat-old", "VAT 17.5 %", null, 17.5m, 17.5m, false, AllTypes),
            new TaxRate("vat-purchases", "Purchases", null, 20, 20, true, [ExpenseType.Payment]),
        ],
        [
            new TrackingCategory("region", "Region", true, null),
            new TrackingCategory("north", "North", false, "region"),
        ],
        [
            new Contact("card-provider", "Card provider", true, null),
            new Contact("airline", "Airline", true, null),
            new Contact("us-shop", "US shop", true, "USD"),
            new Contact("archived", "Archived", false, null),
        ],
        [
            new Contact("customer", "Customer", true, null),
            new Contact("gone-away", "Gone away", false, null),
        ],
        new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public static PlatformCapabilities AllCapabilities { get; } = new()
    {
        ExpenseTypes = AllTypes.ToHashSet(),
        CurrencyCombinations = Enum.GetValues<CurrencyCombination>().ToHashSet(),
        BatchSize = 10,
        RequestsPerWindow = 60,
        QuotaWindow = TimeSpan.FromMinutes(1),
        ConcurrentRequests = 2,
        BillableLines = true,
        ItemLines = true,
    };

    public static PostingContext Context { get; } = new(
        Company,
        new CompanyConfiguration("bank-gbp", "card-provider", "customer"),
        new ReferenceIndex(Data),
        AllCapabilities);

    public static ExpenseLine Line { get; } = new() { NetAmount = 100, TaxAmount = 20, TaxRateId = "vat20", AccountId = "travel" };

    public static ExpenseTransaction Payment { get; } = new()
    {
        Id = new TransactionId("0b1f6b2e-7d1c-4f57-9a54-0d1f5f0c7a11"),
        Type = ExpenseType.Payment,
        IssueDate = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        Currency = "GBP",
        Lines = [Line],
    };

    public static PostingContext Can(Func<PlatformCapabilities, PlatformCapabilities> change) =>
        Context with { Capabilities = change(AllCapabilities) };

    private static LedgerAccount Bank(string id, string currency) =>
        new(id, id, id, AccountType.Asset, "Asset.Bank", currency, IsBankAccount: true, IsActive: true, []);

    private static LedgerAccount Account(string id, string category) =>
        new(id, id, id, AccountType.Expense, category, "GBP", IsBankAccount: false, IsActive: true, AllTypes);
}
