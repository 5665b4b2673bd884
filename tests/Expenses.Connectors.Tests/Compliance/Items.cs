using System.Globalization;
using System.Security.Cryptography;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Compliance;

/// <summary>Builds what a test pushes; a test states only what matters to it. Equal numbers give equal ids.</summary>
public static class Items
{
    public static readonly DateTimeOffset IssueDate = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    public static PushItem Payment(this PlatformIds ids, int number = 1, decimal net = 12.34m) => new(
        $"key-{number.ToString(CultureInfo.InvariantCulture)}",
        new ExpenseTransaction
        {
            Id = TransactionId.From(DerivedId.Guid("transaction", number.ToString(CultureInfo.InvariantCulture))),
            Type = ExpenseType.Payment,
            IssueDate = IssueDate,
            Currency = ids.BaseCurrency,
            MerchantName = "Harbour Cafe",
            Lines = [new ExpenseLine { NetAmount = net, AccountId = ids.Account }],
        },
        ids.BankAccount,
        ids.Supplier,
        ContactIsCustomer: false);

    public static PushItem MoneyBack(this PlatformIds ids, ExpenseType type, int number = 1, decimal net = 12.34m)
    {
        var item = ids.Payment(number, net).With(transaction => transaction with { Type = type });
        return item with { ContactId = ids.Customer, ContactIsCustomer = true };
    }

    public static IReadOnlyList<PushItem> Payments(this PlatformIds ids, int count, int firstNumber = 1) =>
        [.. Enumerable.Range(firstNumber, count).Select(number => ids.Payment(number))];

    public static PushItem With(this PushItem item, Func<ExpenseTransaction, ExpenseTransaction> change) =>
        item with { Transaction = change(item.Expense()) };

    /// <summary>The expense of an item that is one.</summary>
    public static ExpenseTransaction Expense(this PushItem item) => Assert.IsType<ExpenseTransaction>(item.Transaction);

    public static PushItem WithLine(this PushItem item, Func<ExpenseLine, ExpenseLine> change) =>
        item.With(transaction => transaction with { Lines = [change(transaction.Lines[0]), .. transaction.Lines.Skip(1)] });

    /// <summary>Bytes that depend on their seed alone.</summary>
    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static AttachmentUpload Upload(string recordId, byte[] bytes, string key = "receipt-1", string fileName = "receipt.pdf") => new(
        key, recordId, fileName, "application/pdf", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), new MemoryStream(bytes));
}
