using System.Globalization;

namespace Expenses.Core.Transactions.Rules;

/// <summary>
/// The total is positive for every type; single lines may be negative. The type says which way money goes (§4.2), so a
/// negative total would say it twice, and a zero total writes nothing.
/// </summary>
internal static class TotalRule
{
    public static void Check(PostingDraft draft)
    {
        var total = draft.Transaction.Total();
        if (total == 0)
        {
            draft.Refuse("LineItems", "The total of LineItems must not be 0.");
        }
        else if (total < 0)
        {
            draft.Refuse("LineItems", string.Create(
                CultureInfo.InvariantCulture,
                $"The total of LineItems is {total}; it must be positive, since the type {draft.Transaction.Type} says which way money goes."));
        }
    }
}
