using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>One rule broken at a time: the transaction is at fault, and the text says how (codat-contract §4.3-§4.6, §4.10).</summary>
public sealed class PostingRefusalTests
{
    private static readonly Dictionary<string, (ExpenseTransaction Transaction, string Field, string Message)> Cases = new()
    {
        ["account missing"] = Line(l => l with { AccountId = null }, ".AccountRef", "LineItems[0].AccountRef is required."),
        ["account empty"] = Line(l => l with { AccountId = "" }, ".AccountRef", "LineItems[0].AccountRef is required."),
        ["account unknown"] = Line(l => l with { AccountId = "x" }, ".AccountRef", "LineItems[0].AccountRef x does not exist."),
        ["account other case"] = Line(l => l with { AccountId = "Travel" }, ".AccountRef", "LineItems[0].AccountRef Travel does not exist."),
        ["account archived"] = Line(l => l with { AccountId = "old" }, ".AccountRef", "LineItems[0].AccountRef old is not in an Active state."),
        ["account is bank"] = Line(l => l with { AccountId = "bank-gbp" }, ".AccountRef", "LineItems[0].AccountRef bank-gbp must not be a bank or card account."),
        ["account payable"] = Line(l => l with { AccountId = "creditors" }, ".AccountRef", "LineItems[0].AccountRef must not have account type 'Accounts Payable' or 'Accounts Receivable'."),
        ["account receivable"] = Line(l => l with { AccountId = "debtors" }, ".AccountRef", "LineItems[0].AccountRef must not have account type 'Accounts Payable' or 'Accounts Receivable'."),
        ["account of another type"] = With(
            Refund(Ledger.Line with { AccountId = "payments-only" }), "LineItems[0].AccountRef", "LineItems[0].AccountRef payments-only cannot be used for the type Refund."),
        ["item and account"] = Line(l => l with { ItemId = "i" }, ".ItemRef", "LineItems[0].ItemRef must not be used together with AccountRef."),
        ["tax rate unknown"] = Line(l => l with { TaxRateId = "x" }, ".TaxRateRef", "LineItems[0].TaxRateRef x does not exist."),
        ["tax rate archived"] = Line(l => l with { TaxRateId = "vat-old" }, ".TaxRateRef", "LineItems[0].TaxRateRef vat-old is not in an Active state."),
        ["tax rate of another type"] = With(
            Refund(Ledger.Line with { TaxRateId = "vat-purchases" }), "LineItems[0].TaxRateRef", "LineItems[0].TaxRateRef vat-purchases cannot be used for the type Refund."),
        ["tax at zero rate"] = Line(l => l with { TaxRateId = "vat0" }, ".TaxAmount", "LineItems[0].TaxAmount must be 0 when used with a Tax Rate with an effective rate of 0."),
        ["tag unknown"] = Tag("x", TrackingDataType.TrackingCategories, "Tracking category x does not exist."),
        ["tag with children"] = Tag("region", TrackingDataType.TrackingCategories, "Tracking category region has others under it; use one of those."),
        ["tag unknown customer"] = Tag("x", TrackingDataType.Customers, "Customer x does not exist."),
        ["tag archived customer"] = Tag("gone-away", TrackingDataType.Customers, "Customer gone-away is not in an Active state."),
        ["bill unknown customer"] = Line(l => l with { InvoiceToCustomerId = "x" }, ".InvoiceTo", "LineItems[0].InvoiceTo: Customer x does not exist."),
        ["bill archived customer"] = Line(l => l with { InvoiceToCustomerId = "gone-away" }, ".InvoiceTo", "LineItems[0].InvoiceTo: Customer gone-away is not in an Active state."),
        ["supplier unknown"] = With(Ledger.Payment with { SupplierId = "x" }, "ContactRef", "Supplier does not exist."),
        ["supplier archived"] = With(Ledger.Payment with { SupplierId = "archived" }, "ContactRef", "Supplier archived is not in an Active state."),
        ["supplier of one other currency"] = With(Ledger.Payment with { SupplierId = "us-shop" }, "Currency", "Currency GBP must be USD, the only currency of Supplier us-shop."),
        ["bank unknown"] = With(Ledger.Payment with { BankAccountId = "x" }, "BankAccountRef", "Bank account x does not exist."),
        ["bank is none"] = With(Ledger.Payment with { BankAccountId = "travel" }, "BankAccountRef", "Account travel is not a bank or card account."),
        ["bank closed"] = With(Ledger.Payment with { BankAccountId = "bank-closed" }, "BankAccountRef", "Bank account bank-closed is not in an Active state."),
        ["net too fine"] = Line(l => l with { NetAmount = 1.001m }, ".NetAmount", "LineItems[0].NetAmount 1.001 must have at most 2 decimals in GBP."),
        ["tax too fine"] = Line(l => l with { TaxAmount = 0.125m }, ".TaxAmount", "LineItems[0].TaxAmount 0.125 must have at most 2 decimals in GBP."),
        ["total zero"] = Line(l => l with { NetAmount = -20 }, "", "The total of LineItems must not be 0."),
        ["total negative"] = Line(
            l => l with { NetAmount = -1.1m, TaxAmount = 0 }, "", "The total of LineItems is -1.1; it must be positive, since the type Payment says which way money goes."),
        ["refund negative"] = With(
            Refund(Ledger.Line with { NetAmount = -1, TaxAmount = 0 }), "LineItems", "The total of LineItems is -1; it must be positive, since the type Refund says which way money goes."),
        ["rate without need"] = With(
            Ledger.Payment with { CurrencyRate = 1.1m }, "CurrencyRate", "CurrencyRate 1.1 must be 1 or absent when every currency is the base currency GBP."),
        ["rate missing"] = With(
            Ledger.Payment with { Currency = "USD" }, "CurrencyRate", "CurrencyRate is required when the currency of the transaction or of the bank account is not the base currency GBP."),
        ["rate zero"] = With(Ledger.Payment with { Currency = "USD", CurrencyRate = 0 }, "CurrencyRate", "CurrencyRate must be greater than 0."),
        ["rate negative"] = With(Ledger.Payment with { Currency = "USD", CurrencyRate = -0.8m }, "CurrencyRate", "CurrencyRate must be greater than 0."),
        ["rate too fine"] = With(Ledger.Payment with { Currency = "USD", CurrencyRate = 0.1234567891m }, "CurrencyRate", "CurrencyRate must have at most 9 decimals."),
        ["no currency"] = With(Ledger.Payment with { Currency = "XXX" }, "Currency", "Currency XXX is not a currency of ISO 4217."),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OneRuleBroken_IsRefusedWithItsText(string name)
    {
        var (transaction, field, message) = Cases[name];

        var decision = PostingRules.Decide(transaction, Ledger.Context);

        Assert.Equal([new PostingProblem(field, message)], decision.Problems);
        Assert.Null(decision.Item);
        Assert.False(decision.IsConfigurationProblem);
    }

    [Theory]
    [InlineData("LineItems[0].ItemRef", "LineItems[0].ItemRef is not supported by the connected accounting software.")]
    [InlineData("LineItems[0].InvoiceTo", "LineItems[0].InvoiceTo is not supported by the connected accounting software.")]
    [InlineData("Type", "Type Reward is not supported by the connected accounting software.")]
    public void WhatThePlatformCannotDo_IsRefused(string field, string message)
    {
        var context = Ledger.Can(can => can with { ItemLines = false, BillableLines = false, ExpenseTypes = new HashSet<ExpenseType> { ExpenseType.Payment } });
        var transaction = field switch
        {
            "Type" => Ledger.Payment with { Type = ExpenseType.Reward },
            "LineItems[0].ItemRef" => Ledger.Payment with { Lines = [Ledger.Line with { AccountId = null, ItemId = "item" }] },
            _ => Ledger.Payment with { Lines = [Ledger.Line with { InvoiceToCustomerId = "customer" }] },
        };

        PostingProblem[] problems = [new PostingProblem(field, message, ProblemSource.Platform)];
        Assert.Equal(problems, PostingRules.Decide(transaction, context).Problems);
        Assert.Equal(problems, PlatformRules.Problems(transaction, context.Company, context.Capabilities));
        Assert.NotNull(PostingRules.Decide(transaction, Ledger.Context).Item);
    }

    // What the ledger's data decides is not known without it.
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatTheLedgerDecides_IsNoProblemOfThePlatform(string name) =>
        Assert.Empty(PlatformRules.Problems(Cases[name].Transaction, Ledger.Context.Company, Ledger.AllCapabilities));

    // Near misses of the rules above.
    [Theory]
    [InlineData("vat0", 0)]
    [InlineData(null, 20)]
    [InlineData("vat20", 0)]
    public void TaxThatIsAllowed_IsTaken(string? rate, int tax) => Assert.NotNull(
        PostingRules.Decide(Ledger.Payment with { Lines = [Ledger.Line with { TaxRateId = rate, TaxAmount = tax }] }, Ledger.Context).Item);

    [Fact]
    public void NegativeLineInAPositiveTotal_IsTaken() => Assert.NotNull(PostingRules.Decide(
        Ledger.Payment with { Lines = [Ledger.Line, Ledger.Line with { NetAmount = -10, TaxAmount = -2 }] }, Ledger.Context).Item);

    [Fact]
    public void LeafAndCustomerTags_AreTaken() => Assert.NotNull(PostingRules.Decide(
        Ledger.Payment with { Lines = [Ledger.Line with { TrackingReferences = [new("north"), new("customer", TrackingDataType.Customers)] }] }, Ledger.Context).Item);

    [Fact]
    public void SupplierOfTheSameSingleCurrency_IsTaken() => Assert.NotNull(PostingRules.Decide(
        Ledger.Payment with { Currency = "USD", CurrencyRate = 0.781m, SupplierId = "us-shop" }, Ledger.Context).Item);

    private static ExpenseTransaction Refund(ExpenseLine line) => Ledger.Payment with { Type = ExpenseType.Refund, Lines = [line] };

    private static (ExpenseTransaction Transaction, string Field, string Message) With(ExpenseTransaction transaction, string field, string message) =>
        (transaction, field, message);

    private static (ExpenseTransaction Transaction, string Field, string Message) Line(Func<ExpenseLine, ExpenseLine> change, string field, string message) =>
        (Ledger.Payment with { Lines = [change(Ledger.Line)] }, field.Length == 0 ? "LineItems" : $"LineItems[0]{field}", message);

    private static (ExpenseTransaction Transaction, string Field, string Message) Tag(string id, TrackingDataType dataType, string message) => Line(
        line => line with { TrackingReferences = [new TrackingReference("north"), new TrackingReference(id, dataType)] },
        ".TrackingRefs[1]",
        $"LineItems[0].TrackingRefs[1]: {message}");
}
