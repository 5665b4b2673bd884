using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>Which transactions say the same (codat-contract §8 row 10).</summary>
public sealed class ContentHashTests
{
    [Fact]
    public void Of_AnotherIdAccountRateOrNote_IsTheSame()
    {
        var one = Expense();
        var other = Expense() with
        {
            Id = new TransactionId("t-2"),
            Notes = "another note",
            MerchantName = " amazon uk ",
            IssueDate = one.IssueDate.AddHours(5),
            Lines = [new ExpenseLine { NetAmount = 7.00m, AccountId = "b" }, new ExpenseLine { NetAmount = 3.5m, TaxAmount = 2.0m, AccountId = "c" }],
        };

        Assert.Equal(ContentHash.Of(one), ContentHash.Of(other));
    }

    public static TheoryData<string> Differences => new("day", "type", "currency", "total", "merchant");

    [Theory]
    [MemberData(nameof(Differences))]
    public void Of_WhatMakesItAnotherPurchase_IsAnother(string difference)
    {
        var one = Expense();
        var other = difference switch
        {
            "day" => one with { IssueDate = one.IssueDate.AddDays(1) },
            "type" => one with { Type = ExpenseType.Refund },
            "currency" => one with { Currency = "EUR" },
            "total" => one with { Lines = [new ExpenseLine { NetAmount = 12.51m }] },
            _ => one with { MerchantName = "Amazon DE" },
        };

        Assert.NotEqual(ContentHash.Of(one), ContentHash.Of(other));
    }

    [Fact]
    public void Of_EveryKind_HasOne()
    {
        var day = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        LedgerTransaction[] kinds =
        [
            Expense(),
            new TransferTransaction { Id = new TransactionId("t"), Date = day, From = new TransferSide("a", 1m), To = new TransferSide("b", 1m) },
            new AdjustmentTransaction { Id = new TransactionId("t"), Date = day, Currency = "GBP", Lines = [new AdjustmentLine { Amount = 1m, AccountId = "a" }] },
            new ReimbursableExpenseTransaction { Id = new TransactionId("t"), SupplierId = "s", IssueDate = day, DueDate = day, Currency = "GBP", Lines = [] },
            new MovementTransaction { Id = new TransactionId("t"), Type = default, IssueDate = day, Currency = "GBP", Lines = [] },
        ];

        Assert.Equal(kinds.Length, kinds.Select(ContentHash.Of).Distinct().Count());
        Assert.All(kinds, kind => Assert.Equal(32, ContentHash.Of(kind).Length));
    }

    private static ExpenseTransaction Expense() => new()
    {
        Id = new TransactionId("t-1"),
        Type = ExpenseType.Payment,
        IssueDate = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
        Currency = "GBP",
        MerchantName = "Amazon UK",
        Lines = [new ExpenseLine { NetAmount = 10m, TaxAmount = 2.50m, AccountId = "a" }],
    };
}
