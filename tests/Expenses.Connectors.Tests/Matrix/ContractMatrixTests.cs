using Expenses.Connectors.Matrix;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Matrix;

/// <summary>
/// The contract's tables (codat-contract §4.3-§4.7), platform by platform: the rules decide by the row and by nothing else. The
/// tables here are written out apart from the rows.
/// </summary>
public sealed class ContractMatrixTests
{
    private static readonly RequestQuota Quota = new(25, 60, TimeSpan.FromMinutes(1), 2);
    private static readonly DateTimeOffset Date = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TransactionId Id = new("0b1f6b2e-7d1c-4f57-9a54-0d1f5f0c7a11");

    // O1 to O5: bank account and transaction, base GBP.
    private static readonly (string Bank, string Transaction)[] Combinations =
        [("GBP", "GBP"), ("USD", "USD"), ("USD", "GBP"), ("GBP", "USD"), ("USD", "EUR")];

    private static readonly ReferenceData Books = new(
        "GBP",
        [
            Bank("prepaid-GBP", AccountType.Asset, "GBP"), Bank("prepaid-USD", AccountType.Asset, "USD"), Bank("prepaid-EUR", AccountType.Asset, "EUR"),
            Bank("other-GBP", AccountType.Asset, "GBP"), Bank("other-USD", AccountType.Asset, "USD"),
            Bank("credit-GBP", AccountType.Liability, "GBP"), Bank("credit-USD", AccountType.Liability, "USD"),
            new("travel", "travel", "Travel", AccountType.Expense, "Expense.Travel", "GBP", false, true, Enum.GetValues<ExpenseType>()),
            new("creditors", "creditors", "Creditors", AccountType.Liability, "Liability.Accounts Payable", "GBP", false, true, []),
        ],
        [new TaxRate("vat", "VAT", null, 20, 20, true, Enum.GetValues<ExpenseType>())],
        [],
        [new Contact("supplier", "Supplier", true, null)],
        [new Contact("customer", "Customer", true, null)],
        Date);

    // Payment, Refund, Reward, Chargeback: Y, - or C for card accounts only.
    [Theory]
    [InlineData("trji", "YYYY")]
    [InlineData("akxx", "YYYY")]
    [InlineData("qhyg", "YYYY")]
    [InlineData("gbol", "YYYY")]
    [InlineData("pqsw", "YCCC")]
    [InlineData("knfz", "CC--")]
    [InlineData("fbrh", "Y---")]
    [InlineData("rwuv", "Y---")]
    public void Types_AreTakenOnTheAccountsOfTheirRow(string platform, string row)
    {
        foreach (var (type, mark) in Enum.GetValues<ExpenseType>().Zip(row))
        {
            Assert.Equal((mark is 'Y' or 'C', mark == 'Y'), (Takes(platform, Expense("credit-GBP") with { Type = type }), Takes(platform, Expense("prepaid-GBP") with { Type = type })));
        }
    }

    [Theory]
    [InlineData("trji", "credit", "YYNNN")]
    [InlineData("trji", "prepaid", "YYNNN")]
    [InlineData("akxx", "credit", "YNNYN")]
    [InlineData("akxx", "prepaid", "YYNYN")]
    [InlineData("knfz", "credit", "YNNYN")]
    [InlineData("qhyg", "credit", "YYNYN")]
    [InlineData("qhyg", "prepaid", "YYNYN")]
    [InlineData("pqsw", "credit", "YYNYN")]
    [InlineData("pqsw", "prepaid", "YYNYN")]
    [InlineData("gbol", "credit", "YYYYY")]
    [InlineData("gbol", "prepaid", "YYYYY")]
    [InlineData("fbrh", "prepaid", "YNNNN")]
    [InlineData("rwuv", "credit", "YNNNN")]
    public void CurrenciesOfExpenses_GoTogetherAsTheirRowSays(string platform, string card, string row) => Assert.Equal(
        row,
        Marks(pair => Takes(platform, Expense($"{card}-{pair.Bank}") with { Currency = pair.Transaction, CurrencyRate = RateOf(pair) })));

    [Theory]
    [InlineData("qhyg", "YYYYN")]
    [InlineData("pqsw", "YNNNN")]
    [InlineData("gbol", "YYNNN")]
    [InlineData("fbrh", "YNNNN")]
    [InlineData("trji", "NNNNN")]
    [InlineData("akxx", "NNNNN")]
    [InlineData("knfz", "NNNNN")]
    [InlineData("rwuv", "NNNNN")]
    public void CurrenciesOfTransfers_GoTogetherAsTheirRowSays(string platform, string row) => Assert.Equal(
        row,
        Marks(pair => Takes(platform, new TransferTransaction
        {
            Id = Id,
            Date = Date,
            From = new($"other-{pair.Bank}", 10m),
            To = new($"prepaid-{pair.Transaction}", pair.Bank == pair.Transaction ? 10m : 8m),
        })));

    // Expenses, reimbursable expenses, transfers: create and update; adjustments: create.
    [Theory]
    [InlineData("trji", "Y- -- -- -")]
    [InlineData("fbrh", "YY YY YY -")]
    [InlineData("akxx", "YY YY -- -")]
    [InlineData("pqsw", "YY Y- Y- Y")]
    [InlineData("qhyg", "YY YY YY -")]
    [InlineData("knfz", "YY Y- -- -")]
    [InlineData("gbol", "YY -- Y- -")]
    [InlineData("rwuv", "YY YY -- -")]
    public void Kinds_AreMadeAndChangedAsTheirRowSays(string platform, string row)
    {
        LedgerTransaction[] kinds =
        [
            Expense("credit-GBP"),
            Bill(),
            new TransferTransaction { Id = Id, Date = Date, From = new("other-GBP", 1m), To = new("prepaid-GBP", 1m) },
            new AdjustmentTransaction
            {
                Id = Id, Date = Date, Currency = "GBP", Lines = [new() { Amount = 1m, AccountId = "travel" }, new() { Amount = -1m, AccountId = "prepaid-GBP" }],
            },
        ];

        foreach (var (transaction, marks) in kinds.Zip(row.Split(' ')))
        {
            Assert.Equal(marks[0] == 'Y', Takes(platform, transaction));
            Assert.Equal(marks.Length > 1 && marks[1] == 'Y', Takes(platform, transaction with { Operation = PushOperationKind.Update, Version = 2 }));
        }
    }

    [Fact]
    public void OnlyPaymentsAreUpdated_AndOnlyWhereTheRowSaysTheirBankAccountToo()
    {
        foreach (var platform in ContractMatrix.Platforms)
        {
            var can = ContractMatrix.Of(platform, Quota);
            Assert.Equal([ExpenseType.Payment], can.UpdatableExpenseTypes);
            Assert.Equal(platform != "fbrh", can.BankAccountUpdates);
        }
    }

    [Theory]
    [InlineData("invoiceTo", "qhyg pqsw")]
    [InlineData("itemRef", "pqsw")]
    [InlineData("apAccountRef", "pqsw")]
    [InlineData("contactRef", "fbrh akxx pqsw qhyg knfz gbol rwuv")]
    [InlineData("postAsDraft", "trji")]
    [InlineData("taxRateRef", "trji akxx pqsw qhyg knfz gbol rwuv")]
    [InlineData("customer", "gbol")]
    public void AField_IsTakenByThePlatformsThatHaveIt(string field, string platforms) => Assert.Equal(
        platforms.Split(' ').Order(StringComparer.Ordinal),
        ContractMatrix.Platforms.Where(platform => Has(platform, field)).Order(StringComparer.Ordinal));

    // Payment, Refund, Reward, Chargeback, reimbursable expense, transfer, adjustment.
    [Theory]
    [InlineData("gbol", "YYYYNNN", 10, "keynote")]
    [InlineData("qhyg", "YYNNYNN", 100, "eps")]
    [InlineData("akxx", "YYNNNNN", 100, "svg")]
    [InlineData("fbrh", "YNNNYNN", 5, "gif")]
    [InlineData("rwuv", "YNNNYNN", 5, "bmp")]
    [InlineData("pqsw", "NNNNNNN", 0, "")]
    [InlineData("knfz", "NNNNNNN", 0, "")]
    public void Attachments_AreTakenAsTheirRowSays(string platform, string row, int megabytes, string extension)
    {
        var can = ContractMatrix.Of(platform, Quota);
        var kinds = new[] { TransactionKind.ReimbursableExpense, TransactionKind.Transfer, TransactionKind.Adjustment };

        Assert.Equal(row, string.Concat(Enum.GetValues<ExpenseType>()
            .Select(type => can.TakesAttachments(TransactionKind.Expense, type))
            .Concat(kinds.Select(kind => can.TakesAttachments(kind, null)))
            .Select(takes => takes ? 'Y' : 'N')));
        Assert.Equal(megabytes * 1024L * 1024L, can.Attachments?.MaxBytes ?? 0);
        Assert.Equal(extension.Length > 0, can.Attachments?.Extensions.Contains(extension.ToUpperInvariant()) ?? false);
    }

    private static bool Has(string platform, string field)
    {
        var expense = Expense("credit-GBP");
        var line = expense.Lines[0];
        var item = field switch
        {
            "invoiceTo" => Decide(platform, expense with { Lines = [line with { InvoiceToCustomerId = "customer" }] }).Item,
            "itemRef" => Decide(platform, expense with { Lines = [line with { AccountId = null, ItemId = "item" }] }).Item,
            "contactRef" => Decide(platform, expense with { SupplierId = "supplier" }).Item,
            "apAccountRef" => Decide(platform, Bill() with { PayableAccountId = "creditors" }).Item,
            "customer" => Decide(platform, expense with { Type = ExpenseType.Refund }).Item is { ContactIsCustomer: true } refund ? refund : null,
            "postAsDraft" => Decide(platform, expense with { PostAsDraft = true }).Item is { Transaction: ExpenseTransaction { PostAsDraft: true } } draft ? draft : null,
            _ => Decide(platform, expense with { Lines = [line with { TaxRateId = "vat" }] }).Item is { Transaction: ExpenseTransaction taxed } found
                && taxed.Lines[0].TaxRateId is not null ? found : null,
        };
        return item is not null;
    }

    private static string Marks(Func<(string Bank, string Transaction), bool> takes) =>
        string.Concat(Combinations.Select(pair => takes(pair) ? 'Y' : 'N'));

    private static decimal? RateOf((string Bank, string Transaction) pair) => pair is ("GBP", "GBP") ? null : 0.781m;

    private static bool Takes(string platform, LedgerTransaction transaction) => Decide(platform, transaction).Item is not null;

    private static PostingDecision Decide(string platform, LedgerTransaction transaction) => PostingRules.Decide(transaction, new PostingContext(
        new CompanyKey(new ClientId("client"), new CompanyId("company")),
        new CompanyConfiguration("credit-GBP", "supplier", "customer"),
        new ReferenceIndex(Books),
        ContractMatrix.Of(platform, Quota)));

    private static ExpenseTransaction Expense(string account) => new()
    {
        Id = Id,
        Type = ExpenseType.Payment,
        IssueDate = Date,
        Currency = "GBP",
        BankAccountId = account,
        Lines = [new ExpenseLine { NetAmount = 10m, AccountId = "travel" }],
    };

    private static ReimbursableExpenseTransaction Bill() => new()
    {
        Id = Id, SupplierId = "supplier", IssueDate = Date, DueDate = Date, Currency = "GBP", Lines = [new ExpenseLine { NetAmount = 10m, AccountId = "travel" }],
    };

    private static LedgerAccount Bank(string id, AccountType type, string currency) => new(id, id, id, type, $"{type}.Bank", currency, true, true, []);
}
