using Expenses.Connectors.Sandbox.Ledger.Books;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Two accounts, one of them a bank or card account, one of them in base currency (codat-contract §4.4).</summary>
internal static class TransferRules
{
    public static IEnumerable<Refusal> Check(PostingTransfer transfer, LedgerBooks books)
    {
        if (LineRules.OpenAccount(transfer.FromAccountId, books) is { } from)
        {
            yield return from;
            yield break;
        }

        if (LineRules.OpenAccount(transfer.ToAccountId, books) is { } to)
        {
            yield return to;
            yield break;
        }

        foreach (var refusal in Pair(transfer, books.Accounts[transfer.FromAccountId], books.Accounts[transfer.ToAccountId], books))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> Pair(
        PostingTransfer transfer, Core.Connectors.LedgerAccount from, Core.Connectors.LedgerAccount to, LedgerBooks books)
    {
        if (CurrencyDecimals.Same(from.Id, to.Id) || !(from.IsBankAccount || to.IsBankAccount))
        {
            yield return Refusals.TransferAccounts();
        }

        if (!CurrencyDecimals.Same(from.Currency, books.BaseCurrency) && !CurrencyDecimals.Same(to.Currency, books.BaseCurrency))
        {
            yield return Refusals.CurrencyCombination(to.Currency, from.Currency, books.BaseCurrency);
        }

        foreach (var (amount, currency) in new[] { (transfer.FromAmount, from.Currency), (transfer.ToAmount, to.Currency) })
        {
            if (amount is <= 0m or > SandboxLimits.Amount)
            {
                yield return Refusals.TransferAmount();
            }
            else if (!CurrencyDecimals.Fits(amount, currency))
            {
                yield return Refusals.TooManyDecimals(amount, currency);
            }
        }

        if (CurrencyDecimals.Same(from.Currency, to.Currency) && transfer.FromAmount != transfer.ToAmount)
        {
            yield return Refusals.Unbalanced();
        }
    }
}
