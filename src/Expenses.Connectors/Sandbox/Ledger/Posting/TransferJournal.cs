using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Reports;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// The journal of a transfer, in the currency of its foreign side if it has one. One side at least is in base currency
/// (<see cref="TransferRules"/>), so the base amount is that side's own and nothing is converted.
/// </summary>
internal static class TransferJournal
{
    public static SandboxJournal Build(PostingRequest request, PostingTransfer transfer, LedgerBooks books)
    {
        var fromIsForeign = IsForeign(transfer.FromAccountId, books);
        var (amount, baseAmount) = fromIsForeign
            ? (transfer.FromAmount, transfer.ToAmount)
            : (transfer.ToAmount, transfer.FromAmount);
        var foreign = fromIsForeign ? transfer.FromAccountId : transfer.ToAccountId;
        return JournalBuilder.Head(request, books) with
        {
            Currency = books.Accounts[foreign].Currency,
            CurrencyRate = decimal.Round(baseAmount / amount, SandboxLimits.RateDecimals),
            TotalAmount = amount,
            BaseTotalAmount = baseAmount,
            BankAccountId = transfer.FromAccountId,
            Lines =
            [
                JournalBuilder.Line(new JournalPart(transfer.ToAccountId, amount), amount, baseAmount),
                JournalBuilder.Line(new JournalPart(transfer.FromAccountId, -amount), -amount, -baseAmount),
            ],
        };
    }

    private static bool IsForeign(string account, LedgerBooks books) =>
        !CurrencyDecimals.Same(books.Accounts[account].Currency, books.BaseCurrency);
}
