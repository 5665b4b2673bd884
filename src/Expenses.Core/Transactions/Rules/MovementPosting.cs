using System.Globalization;
using Expenses.Core.Connectors;
using Expenses.Core.Pushing;

namespace Expenses.Core.Transactions.Rules;

/// <summary>The rules of a transfer or adjustment in the fields of an expense (codat-contract §4.2, §4.5, B061).</summary>
internal static class MovementPosting
{
    private static readonly Action<PostingDraft>[] SharedRules =
    [
        BankAccountRule.Resolve,
        CurrencyRule.Check,
        LineAmountRule.Check,
        LineTrackingRule.Check,
        LineBillingRule.Check,
    ];

    public static PostingDecision Decide(MovementTransaction movement, PostingContext context)
    {
        var draft = new PostingDraft(movement.AsExpense(), context);
        LockedPeriodRule.Check(draft, "IssueDate", movement.PostingDay());
        CheckType(draft, movement);
        CheckSupplier(draft, movement);
        CheckTotal(draft, movement);
        foreach (var rule in SharedRules)
        {
            rule(draft);
        }

        foreach (var (line, name) in draft.Lines())
        {
            CheckAccount(draft, movement, line, name);
            CheckTax(draft, movement, line, name);
        }

        return draft.Problems.Count > 0 ? new PostingDecision(null, draft.Problems) : Land(movement, draft.BankAccount!, context);
    }

    // What the transfer's or the journal's own rules still find is said of the account that the caller can change.
    private static PostingDecision Land(MovementTransaction movement, LedgerAccount bankAccount, PostingContext context)
    {
        var decision = PostingRules.Decide(MovementLanding.Of(movement, bankAccount, context), context);
        return decision.Item is not null
            ? decision
            : decision with { Problems = [.. decision.Problems.Select(problem => problem with { Field = $"{PostingDraft.LineName(0)}.AccountRef" })] };
    }

    private static void CheckType(PostingDraft draft, MovementTransaction movement)
    {
        var isTransfer = movement.Type is MovementType.TransferIn or MovementType.TransferOut;
        var can = draft.Context.Capabilities;
        if (!can.Takes(TransactionKind.Adjustment, PushOperationKind.Create)
            && !(isTransfer && can.Takes(TransactionKind.Transfer, PushOperationKind.Create)))
        {
            draft.RefuseUnsupported("Type", $"Type {movement.Type} is not supported by the connected accounting software.");
        }
    }

    private static void CheckSupplier(PostingDraft draft, MovementTransaction movement)
    {
        if (movement.SupplierId is { } id && ReferenceTexts.Supplier(id, draft.Reference.FindSupplier(id)) is { } problem)
        {
            draft.Refuse("ContactRef", problem);
        }
    }

    private static void CheckTotal(PostingDraft draft, MovementTransaction movement)
    {
        if (movement.Lines.Sum(line => line.NetAmount) <= 0)
        {
            draft.Refuse("LineItems", $"The total of LineItems must be positive, since the type {movement.Type} says which way money goes.");
        }
    }

    private static void CheckAccount(PostingDraft draft, MovementTransaction movement, ExpenseLine line, string name)
    {
        var field = $"{name}.AccountRef";
        if (line.ItemId is not null || string.IsNullOrEmpty(line.AccountId))
        {
            draft.Refuse(field, $"{field} is required for the type {movement.Type}.");
        }
        else if (AccountRule.Resolve(draft, field, line.AccountId) is { } account
            && string.Equals(account.Id, draft.BankAccount?.Id, StringComparison.Ordinal))
        {
            draft.Refuse(field, $"{field} {account.Id} must not be the bank account of the transaction itself.");
        }
    }

    // A movement between accounts is not taxed (§4.5).
    private static void CheckTax(PostingDraft draft, MovementTransaction movement, ExpenseLine line, string name)
    {
        if (line.TaxAmount != 0)
        {
            draft.Refuse($"{name}.TaxAmount", string.Create(
                CultureInfo.InvariantCulture, $"{name}.TaxAmount {line.TaxAmount} must be 0 for the type {movement.Type}."));
        }

        if (line.TaxRateId is { } id && draft.Reference.FindTaxRate(id) is null)
        {
            draft.Refuse($"{name}.TaxRateRef", $"{name}.TaxRateRef {id} does not exist.");
        }
    }
}
