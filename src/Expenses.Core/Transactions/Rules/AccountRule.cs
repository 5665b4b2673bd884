using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>An account that a transfer or a journal line names can be booked to.</summary>
internal static class AccountRule
{
    /// <summary>The account; null, with a problem, when it cannot be booked to.</summary>
    public static LedgerAccount? Resolve(Draft draft, string field, string id)
    {
        var account = draft.Reference.FindAccount(id);
        if (Problem(id, account) is not { } problem)
        {
            return account;
        }

        draft.Refuse(field, $"{field} {problem}");
        return null;
    }

    /// <summary>Accounts payable and receivable are booked to by the ledger's own sub-ledgers (codat-contract §4.10).</summary>
    public static bool IsControlAccount(LedgerAccount account) => IsPayable(account) || Has(account, "RECEIVABLE");

    public static bool IsPayable(LedgerAccount account) => Has(account, "PAYABLE");

    private static string? Problem(string id, LedgerAccount? account) => account switch
    {
        null => $"{id} does not exist.",
        _ when IsControlAccount(account) => "must not have account type 'Accounts Payable' or 'Accounts Receivable'.",
        { IsActive: false } => $"{id} is not in an Active state.",
        _ => null,
    };

    // Platforms spell the segment with or without blanks, in the singular or the plural.
    private static bool Has(LedgerAccount account, string what) => account.FullyQualifiedCategory
        .Split('.')
        .Select(segment => segment.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
        .Any(segment => segment.StartsWith("ACCOUNT", StringComparison.Ordinal) && segment.AsSpan(7).TrimStart('S').SequenceEqual(what));
}
