using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Runs;

/// <summary>What became of one expense of a run (design section 3 step 3).</summary>
/// <param name="Number">Its number in the run, from 0.</param>
/// <param name="TransactionId">The transaction.</param>
/// <param name="Result">Where it stands.</param>
/// <param name="TransactionStatus">The transaction's status in the sync.</param>
/// <param name="Receipts">How many receipts it has.</param>
/// <param name="ReceiptsAttached">How many of them are on the ledger's record.</param>
/// <param name="Message">The reason when it failed; null otherwise.</param>
public sealed record RunExpenseResult(
    int Number,
    TransactionId TransactionId,
    ExpenseResult Result,
    TransactionStatus TransactionStatus,
    int Receipts,
    int ReceiptsAttached,
    string? Message);

/// <summary>The result of one expense.</summary>
public enum ExpenseResult
{
    /// <summary>Not decided yet.</summary>
    Pending,

    /// <summary>In the ledger with every receipt it has.</summary>
    Uploaded,

    /// <summary>In the ledger; it has no receipt.</summary>
    Synced,

    /// <summary>Not in the ledger, or a receipt could not be attached; the message says which.</summary>
    Failed,
}

/// <summary>How far the receipts and results of a run are; summed over its chunks.</summary>
/// <param name="ReceiptsAttached">Receipts on ledger records.</param>
/// <param name="Uploaded">Expenses with result <see cref="ExpenseResult.Uploaded"/>.</param>
/// <param name="Synced">Expenses with result <see cref="ExpenseResult.Synced"/>.</param>
/// <param name="Failed">Expenses with result <see cref="ExpenseResult.Failed"/>.</param>
public sealed record RunProgress(int ReceiptsAttached = 0, int Uploaded = 0, int Synced = 0, int Failed = 0)
{
    /// <summary>Adds two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum, field by field.</returns>
    public static RunProgress operator +(RunProgress left, RunProgress right) => new(
        left.ReceiptsAttached + right.ReceiptsAttached,
        left.Uploaded + right.Uploaded,
        left.Synced + right.Synced,
        left.Failed + right.Failed);
}
