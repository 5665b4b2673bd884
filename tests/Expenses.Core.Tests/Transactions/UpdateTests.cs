using Expenses.Core.Errors;
using Expenses.Core.Transactions;
using Expenses.Core.Transactions.Updates;

namespace Expenses.Core.Tests.Transactions;

/// <summary>What an update may change (codat-contract B072, B076).</summary>
public sealed class UpdateTests
{
    private static readonly ExpenseTransaction Previous = Ledger.Payment with { SupplierId = "airline", MerchantName = "Air", Notes = "old" };

    private static readonly ExpenseUpdate Same = new() { Type = Previous.Type, IssueDate = Previous.IssueDate };

    [Fact]
    public void Apply_WhatMayChange_Changes()
    {
        var changed = (Same with
        {
            CurrencyRate = 1m, BankAccountId = "bank-usd", Notes = "new", Lines = [Ledger.Line with { NetAmount = 7m, TaxAmount = 0, TaxRateId = "vat0" }],
        }).Apply(Previous, Ledger.AllCapabilities);

        Assert.Equal((1m, "bank-usd", "new", 7m), (changed.CurrencyRate, changed.BankAccountId, changed.Notes, changed.Total()));
        Assert.Equal("Air", changed.MerchantName);
    }

    [Fact]
    public void Apply_WhatIsAbsent_Stays() => Assert.Equal(Previous, Same.Apply(Previous, Ledger.AllCapabilities));

    public static TheoryData<string, string> Refused => new()
    {
        { "type", "/type" },
        { "day", "/issueDate" },
        { "currency", "/currency" },
        { "supplier", "/contactRef/id" },
        { "merchant", "/merchantName" },
        { "number of lines", "/lines" },
        { "account", "/lines/0/accountRef/id" },
        { "item", "/lines/0/itemRef/id" },
        { "billing", "/lines/0/invoiceTo/id" },
        { "draft", "/postAsDraft" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Apply_WhatMayNotChange_IsRefusedByPointer(string what, string pointer)
    {
        var update = what switch
        {
            "type" => Same with { Type = ExpenseType.Refund },
            "day" => Same with { IssueDate = Previous.IssueDate.AddDays(1) },
            "currency" => Same with { Currency = "USD" },
            "supplier" => Same with { SupplierId = "us-shop" },
            "merchant" => Same with { MerchantName = "Rail" },
            "item" => Same with { Lines = [Ledger.Line with { AccountId = null, ItemId = "item" }] },
            "billing" => Same with { Lines = [Ledger.Line with { InvoiceToCustomerId = "customer" }] },
            "draft" => Same with { PostAsDraft = true },
            "number of lines" => Same with { Lines = [Ledger.Line, Ledger.Line] },
            _ => Same with { Lines = [Ledger.Line with { AccountId = "payments-only" }] },
        };
        var refusal = Assert.Throws<ContractException>(() => update.Apply(Previous, Ledger.AllCapabilities with { Drafts = true }));

        Assert.Equal((400, pointer), (refusal.StatusCode, Assert.Single(refusal.Validation).ItemId));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Apply_ADraft_StaysOneUntilItIsPosted(bool? wanted, bool isDraft) => Assert.Equal(
        isDraft, (Same with { PostAsDraft = wanted }).Apply(Previous with { PostAsDraft = true }, Ledger.AllCapabilities with { Drafts = true }).PostAsDraft);

    [Fact]
    public void Apply_ALineWithoutItsBilling_KeepsIt()
    {
        var billed = Previous with { Lines = [Ledger.Line with { InvoiceToCustomerId = "customer" }] };

        var changed = (Same with { Lines = [Ledger.Line with { NetAmount = 7m }] }).Apply(billed, Ledger.AllCapabilities);

        Assert.Equal(("customer", 7m), (changed.Lines[0].InvoiceToCustomerId, changed.Lines[0].NetAmount));
    }

    [Fact]
    public void Apply_BankAccountWhereThePlatformKeepsIt_IsRefused()
    {
        var update = Same with { BankAccountId = "bank-usd" };

        Assert.Throws<ContractException>(() => update.Apply(Previous, Ledger.AllCapabilities with { BankAccountUpdates = false }));
    }

    [Fact]
    public void Transfer_AmountsAndDateChange_AccountsDoNot()
    {
        var previous = new TransferTransaction { Id = Previous.Id, Date = Previous.IssueDate, From = new("a", 1m), To = new("b", 1m), Description = "d" };
        var changed = TransferUpdate.Apply(previous, previous with { Date = previous.Date.AddDays(1), From = new("a", 2m), To = new("b", 2m), Description = null });
        var refusal = Assert.Throws<ContractException>(() => TransferUpdate.Apply(previous, previous with { To = new("c", 1m) }));

        Assert.Equal((previous.Date.AddDays(1), 2m, 2m, "d"), (changed.Date, changed.From.Amount, changed.To.Amount, changed.Description));
        Assert.Equal("/to/accountRef/id", Assert.Single(refusal.Validation).ItemId);
    }
}
