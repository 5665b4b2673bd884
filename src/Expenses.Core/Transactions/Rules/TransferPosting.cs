using System.Globalization;
using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>The rules of a transfer (codat-contract §2.6, §4.4, B074-B076).</summary>
internal static class TransferPosting
{
    public static PostingDecision Decide(TransferTransaction transfer, PostingContext context)
    {
        var draft = new Draft(context);
        KindRule.Check(draft, transfer);
        LockedPeriodRule.Check(draft, "Date", transfer.PostingDay());
        var from = Side(draft, "From", transfer.From);
        var to = Side(draft, "To", transfer.To);
        if (from is not null && to is not null)
        {
            CheckPair(draft, transfer, from, to);
        }

        return draft.Decide(() => new PushItem(KindRule.KeyOf(draft, transfer), transfer));
    }

    private static LedgerAccount? Side(Draft draft, string name, TransferSide side)
    {
        if (AccountRule.Resolve(draft, $"{name}.AccountRef", side.AccountId) is not { } account)
        {
            return null;
        }

        if (side.Amount <= 0)
        {
            draft.Refuse($"{name}.Amount", $"{name}.Amount must be greater than 0.");
        }
        else if (Currency.TryGetMinorUnits(account.Currency, out var digits))
        {
            LineAmountRule.CheckAmount(draft, $"{name}.Amount", side.Amount, account.Currency, digits);
        }

        return account;
    }

    private static void CheckPair(Draft draft, TransferTransaction transfer, LedgerAccount from, LedgerAccount to)
    {
        if (string.Equals(from.Id, to.Id, StringComparison.Ordinal))
        {
            draft.Refuse("To.AccountRef", "To.AccountRef must not be the account the money leaves.");
        }

        if (!from.IsBankAccount && !to.IsBankAccount)
        {
            draft.Refuse("From.AccountRef", "From.AccountRef or To.AccountRef must be a bank or card account.");
        }

        var combination = CurrencyCombinations.Of(draft.Reference.BaseCurrency, from.Currency, to.Currency);
        if (!draft.Context.Capabilities.TransferCombinations.Contains(combination))
        {
            draft.Refuse(
                "To.AccountRef",
                $"A transfer from {from.Currency} to {to.Currency} with the base currency {draft.Reference.BaseCurrency} is not supported by the connected accounting software.");
        }

        // B075: the rate is the ratio of the amounts, so within one currency they are the same.
        if (string.Equals(from.Currency, to.Currency, StringComparison.Ordinal) && transfer.From.Amount != transfer.To.Amount)
        {
            draft.Refuse("To.Amount", string.Create(
                CultureInfo.InvariantCulture,
                $"To.Amount {transfer.To.Amount} must equal From.Amount {transfer.From.Amount}, since both accounts are in {to.Currency}."));
        }
    }
}
