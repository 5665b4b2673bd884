using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Syncs;

/// <summary>One transaction that is put under its id: changed where it is in the ledger, made where that is asked for and it is not.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Id">The transaction.</param>
/// <param name="Kind">Its kind; an id keeps it.</param>
/// <param name="Content">A hash of what was sent: the same put sent again is the same sync.</param>
/// <param name="New">The transaction as it is made when it is not there; null when that is a 404.</param>
/// <param name="Change">Makes the next version of the one in the ledger; throws what may not change as a 400.</param>
public sealed record TransactionPut(
    CompanyKey Company,
    TransactionId Id,
    TransactionKind Kind,
    string Content,
    LedgerTransaction? New,
    Func<LedgerTransaction, PlatformCapabilities, LedgerTransaction> Change)
{
    /// <summary>Looks at the version that would be written before anything is stored; throws what is wrong with it. Null for no look.</summary>
    public Func<LedgerTransaction, Task>? Check { get; init; }
}
