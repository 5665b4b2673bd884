using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Core.Transactions;
using PostingRules = Expenses.Connectors.Sandbox.Ledger.Posting.PostingRules;

namespace Expenses.Connectors.Tests.Sandbox.Ledger;

public sealed class PostingRulesTests
{
    private static readonly Dictionary<string, Func<PostingRequest, PostingRequest>> Spoilt = new(StringComparer.Ordinal)
    {
        ["key_missing"] = document => document with { Key = "" },
        ["text_too_long"] = document => document with { Notes = new string('x', 5001) },
        ["no_lines"] = document => document with { Lines = [] },
        ["too_many_lines"] = document => document with { Lines = [.. Enumerable.Repeat(Documents.Line(1m), 101)] },
        ["unknown_currency"] = document => document with { Currency = "gbp" },
        ["unknown_bank_account"] = document => document with { BankAccountId = "999" },
        ["not_a_bank_account"] = document => document with { BankAccountId = "429" },
        ["rate_missing"] = document => document with { Currency = "USD" },
        ["rate_invalid"] = document => document with { Currency = "USD", Rate = 0m },
        ["currency_combination"] = document => document with { Currency = "USD", Rate = 0.8m, BankAccountId = "092" },
        ["too_many_decimals"] = document => document with { Lines = [Documents.Line(1.234m)] },
        ["amount_too_large"] = document => document with { Lines = [Documents.Line(1_000_000_000_000.01m)] },
        ["wrong_contact"] = document => document with { ContactId = "card-refunds", ContactIsCustomer = true },
        ["unknown_supplier"] = document => document with { ContactId = "nobody" },
        ["archived_supplier"] = document => document with { ContactId = "old-supplier" },
        ["contact_currency"] = document => document with { ContactId = "usd-only-supplier" },
        ["unknown_customer"] = document => document with { Type = ExpenseType.Refund, ContactId = "nobody", ContactIsCustomer = true },
        ["archived_customer"] = document => document with { Type = ExpenseType.Refund, ContactId = "old-customer", ContactIsCustomer = true },
        ["account_missing"] = WithLine(line => line with { AccountId = null }),
        ["items_not_supported"] = WithLine(line => line with { ItemId = "item-1" }),
        ["unknown_account"] = WithLine(line => line with { AccountId = "999" }),
        ["archived_account"] = WithLine(line => line with { AccountId = "498" }),
        ["unknown_tax_rate"] = WithLine(line => line with { TaxRateId = "NOPE" }),
        ["inactive_tax_rate"] = WithLine(line => line with { TaxRateId = "OLDVAT" }),
        ["tax_on_zero_rate"] = WithLine(line => line with { TaxRateId = "NONE", TaxAmount = 0.01m }),
        ["unknown_tracking_category"] = WithLine(line => line with { TrackingIds = ["nowhere"] }),
        ["tracking_category_has_children"] = WithLine(line => line with { TrackingIds = ["region"] }),
        ["too_many_tags"] = WithLine(line => line with { TrackingIds = [.. Enumerable.Repeat("region-north", 11)] }),
        ["merchant_refused"] = document => document with { MerchantName = "BANNED LTD" },
        ["locked_period"] = document => document with { Date = new DateOnly(2025, 12, 31) },
    };

    private static readonly SandboxOptions Options = new() { RejectMerchant = "Banned Ltd", LockDate = new DateOnly(2026, 1, 1) };

    public static TheoryData<string> Codes => [.. Spoilt.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Check_OneThingWrong_NamesIt(string code) => Assert.Equal(code, Check(Spoilt[code](Documents.Payment()))?.Code);

    [Theory]
    [InlineData("GBP", null, "090")]
    [InlineData("GBP", null, "091")]
    [InlineData("USD", 0.8, "090")]
    [InlineData("EUR", 0.85, "092")]
    public void Check_SupportedCurrencies_AreAccepted(string currency, double? rate, string bank) =>
        Assert.Null(Check(Documents.Payment() with { Currency = currency, Rate = (decimal?)rate, BankAccountId = bank }));

    [Fact]
    public void Check_BaseCurrencyOnAForeignAccount_IsRefused() =>
        Assert.Equal("currency_combination", Check(Documents.Payment() with { BankAccountId = "092" })?.Code);

    [Theory]
    [InlineData("610")]
    [InlineData("800")]
    [InlineData("820")]
    [InlineData("877")]
    [InlineData("090")]
    public void Check_SystemAndBankAccountsOnALine_AreRefused(string account) =>
        Assert.Equal("account_not_allowed", Check(Documents.Payment(Documents.Line(1m, account)))?.Code);

    [Theory]
    [InlineData(ExpenseType.Refund)]
    [InlineData(ExpenseType.Reward)]
    [InlineData(ExpenseType.Chargeback)]
    public void Check_MoneyBack_WantsACustomer(ExpenseType type)
    {
        Assert.Null(Check(Documents.MoneyBack(type)));
        Assert.Equal("wrong_contact", Check(Documents.MoneyBack(type) with { ContactId = "card-merchants", ContactIsCustomer = false })?.Code);
    }

    [Fact]
    public void Check_BilledToAnUnknownCustomer_IsRefused() =>
        Assert.Equal("unknown_customer", Check(WithLine(line => line with { BillToCustomerId = "nobody" })(Documents.Payment()))?.Code);

    [Fact]
    public void Check_RateWithTenDecimals_IsRefused() =>
        Assert.Equal("rate_invalid", Check(Documents.Payment() with { Currency = "USD", Rate = 0.1234567891m })?.Code);

    [Fact]
    public void Check_OnTheLockDate_IsAccepted() => Assert.Null(Check(Documents.Payment() with { Date = new DateOnly(2026, 1, 1) }));

    private static Refusal? Check(PostingRequest request) => PostingRules.Check(request, Documents.Books, Options);

    private static Func<PostingRequest, PostingRequest> WithLine(Func<PostingLine, PostingLine> change) =>
        document => document with { Lines = [change(document.Lines[0])] };
}
