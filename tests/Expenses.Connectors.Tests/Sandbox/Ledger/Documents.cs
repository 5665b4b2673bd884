using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Sandbox.Ledger;

/// <summary>Documents as the ledger takes them, in front of the standard books.</summary>
internal static class Documents
{
    public static readonly LedgerBooks Books = new(StandardChart.Create(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    public static PostingRequest Payment(params PostingLine[] lines) => new()
    {
        Key = "key-1",
        Reference = "transaction-1",
        Type = ExpenseType.Payment,
        Date = new DateOnly(2026, 1, 15),
        Currency = "GBP",
        BankAccountId = "090",
        ContactId = "card-merchants",
        Lines = lines.Length == 0 ? [Line(12.34m)] : lines,
    };

    public static PostingRequest MoneyBack(ExpenseType type, params PostingLine[] lines) =>
        Payment(lines) with { Type = type, ContactId = "card-refunds", ContactIsCustomer = true };

    public static PostingLine Line(decimal net, string account = "429") => new() { NetAmount = net, AccountId = account };
}
