using System.Globalization;

namespace Expenses.Core.Transactions.Rules;

/// <summary>A locked period is found before anything is sent, and the next open day is named (codat-contract §8 row 12).</summary>
internal static class LockedPeriodRule
{
    public static void Check(Draft draft, string field, DateOnly day)
    {
        if (draft.Reference.LockDate is { } open && day < open)
        {
            draft.Refuse(field, string.Create(
                CultureInfo.InvariantCulture,
                $"{field} {day:yyyy-MM-dd} is in a period that is locked in the accounting software; the next open day is {open:yyyy-MM-dd}."));
        }
    }
}
