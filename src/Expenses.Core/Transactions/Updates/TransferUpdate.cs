using Expenses.Core.Errors;

namespace Expenses.Core.Transactions.Updates;

/// <summary>A change of a transfer: both amounts and the date (codat-contract B076).</summary>
public static class TransferUpdate
{
    /// <summary>Applies the change.</summary>
    /// <param name="previous">The version in the ledger.</param>
    /// <param name="wanted">The transfer as sent; an absent description stays as it is.</param>
    /// <returns>The changed transfer, still with the previous version's number.</returns>
    /// <exception cref="ContractException">400: every value that may not change.</exception>
    public static TransferTransaction Apply(TransferTransaction previous, TransferTransaction wanted)
    {
        List<ValidationItem> refused =
        [
            .. Fixed("/from/accountRef/id", "the account the money leaves", wanted.From.AccountId, previous.From.AccountId),
            .. Fixed("/to/accountRef/id", "the account the money arrives at", wanted.To.AccountId, previous.To.AccountId),
            .. Fixed("/description", "the description", wanted.Description ?? previous.Description, previous.Description),
        ];
        return refused.Count == 0
            ? previous with { Date = wanted.Date, From = wanted.From, To = wanted.To }
            : throw Refusals.Invalid(refused);
    }

    private static IEnumerable<ValidationItem> Fixed(string pointer, string what, string? wanted, string? previous)
    {
        if (!string.Equals(wanted, previous, StringComparison.Ordinal))
        {
            yield return new ValidationItem(pointer, $"An update cannot change {what}{(previous is null ? "" : $", which is {previous}")}.", "NotUpdatable");
        }
    }
}
