using Expenses.Connectors.Sandbox.Ledger.Books;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Lines that balance, on accounts that can be booked to.</summary>
internal static class AdjustmentRules
{
    public static IEnumerable<Refusal> Check(PostingRequest request, LedgerBooks books)
    {
        if (request.Lines.Sum(line => line.NetAmount) != 0m)
        {
            yield return Refusals.Unbalanced();
        }

        foreach (var line in request.Lines)
        {
            var account = line.AccountId is { } id ? LineRules.OpenAccount(id, books) : Refusals.AccountMissing();
            var refusals = LineRules.Tags(line, books).Prepend(account).OfType<Refusal>();
            foreach (var refusal in refusals)
            {
                yield return refusal;
            }
        }
    }
}
