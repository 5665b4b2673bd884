using System.Globalization;
using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>The rules of an adjustment: a journal entry that balances (codat-contract §2.6, B077).</summary>
internal static class AdjustmentPosting
{
    public static PostingDecision Decide(AdjustmentTransaction adjustment, PostingContext context)
    {
        var draft = new Draft(context);
        KindRule.Check(draft, adjustment);
        LockedPeriodRule.Check(draft, "Date", adjustment.PostingDay());
        var isForeign = !string.Equals(adjustment.Currency, draft.Reference.BaseCurrency, StringComparison.Ordinal);
        CurrencyRule.CheckRate(draft, adjustment.CurrencyRate, isForeign);
        CheckBalance(draft, adjustment);
        foreach (var (number, line) in adjustment.Lines.Index())
        {
            CheckLine(draft, adjustment, line, PostingDraft.LineName(number));
        }

        return draft.Decide(() => new PushItem(
            KindRule.KeyOf(draft, adjustment), isForeign ? adjustment : adjustment with { CurrencyRate = null }));
    }

    private static void CheckBalance(Draft draft, AdjustmentTransaction adjustment)
    {
        var difference = adjustment.Lines.Sum(line => line.Amount);
        if (difference != 0)
        {
            draft.Refuse("LineItems", string.Create(
                CultureInfo.InvariantCulture, $"The amounts of LineItems must balance: debits (above 0) and credits (below 0) differ by {difference}."));
        }
    }

    private static void CheckLine(Draft draft, AdjustmentTransaction adjustment, AdjustmentLine line, string name)
    {
        var currency = adjustment.Currency;
        if (!Currency.TryGetMinorUnits(currency, out var digits))
        {
            draft.Refuse("Currency", $"Currency {currency} is not a currency of ISO 4217.");
        }
        else
        {
            LineAmountRule.CheckAmount(draft, $"{name}.Amount", line.Amount, currency, digits);
        }

        if (AccountRule.Resolve(draft, $"{name}.AccountRef", line.AccountId) is { IsBankAccount: true } account
            && !string.Equals(account.Currency, currency, StringComparison.Ordinal)
            && !string.Equals(account.Currency, draft.Reference.BaseCurrency, StringComparison.Ordinal))
        {
            draft.Refuse($"{name}.AccountRef", $"{name}.AccountRef {account.Id} is in {account.Currency} and cannot be used in an adjustment in {currency}.");
        }

        LineTrackingRule.Check(draft, line.TrackingReferences, name);
        LineBillingRule.Check(draft, line.InvoiceToCustomerId, name);
    }
}
