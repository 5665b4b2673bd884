using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// Bank account or accounts payable, currency, rate and amounts (codat-contract §4.4). Of the combinations of base (B), bank (K) and
/// transaction (T) currency this ledger takes O1 B=K=T, O2 K=T and O4 B=K, as QuickBooks Online does.
/// </summary>
internal static class AmountRules
{
    public static IEnumerable<Refusal> Check(PostingRequest request, LedgerBooks books)
    {
        if (!CurrencyDecimals.IsCurrency(request.Currency))
        {
            yield return Refusals.UnknownCurrency(request.Currency);
            yield break;
        }

        var account = request.Kind switch
        {
            TransactionKind.Adjustment => Rate(request, books),
            TransactionKind.ReimbursableExpense => Payable(request, books),
            _ => BankAccount(request, books),
        };
        if (account is { } refusal)
        {
            yield return refusal;
        }

        foreach (var amount in request.Lines.SelectMany(line => new[] { line.NetAmount, line.TaxAmount }))
        {
            if (Math.Abs(amount) > SandboxLimits.Amount)
            {
                yield return Refusals.AmountTooLarge();
            }

            if (!CurrencyDecimals.Fits(amount, request.Currency))
            {
                yield return Refusals.TooManyDecimals(amount, request.Currency);
            }
        }
    }

    private static Refusal? BankAccount(PostingRequest request, LedgerBooks books)
    {
        if (!books.Accounts.TryGetValue(request.BankAccountId, out var bank))
        {
            return Refusals.UnknownBankAccount(request.BankAccountId);
        }

        if (!bank.IsBankAccount)
        {
            return Refusals.NotABankAccount(bank.Id);
        }

        if (!bank.IsActive)
        {
            return Refusals.ArchivedAccount(bank.Id);
        }

        return !CurrencyDecimals.Same(bank.Currency, request.Currency) && !CurrencyDecimals.Same(bank.Currency, books.BaseCurrency)
            ? Refusals.CurrencyCombination(request.Currency, bank.Currency, books.BaseCurrency)
            : Rate(request, books);
    }

    private static Refusal? Payable(PostingRequest request, LedgerBooks books) =>
        string.Equals(request.BankAccountId, StandardChart.PayableAccountId, StringComparison.Ordinal)
            ? Rate(request, books)
            : Refusals.NotPayable(request.BankAccountId);

    private static Refusal? Rate(PostingRequest request, LedgerBooks books)
    {
        if (request.Rate is not { } rate)
        {
            // With the combinations above, a foreign bank account means a foreign transaction.
            return CurrencyDecimals.Same(request.Currency, books.BaseCurrency) ? null : Refusals.RateMissing();
        }

        return rate <= 0m || rate > SandboxLimits.Rate || !CurrencyDecimals.HasDecimals(rate, SandboxLimits.RateDecimals)
            ? Refusals.RateInvalid()
            : null;
    }
}
