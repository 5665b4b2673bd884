using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>The answer to whatever starts a sync (codat-contract §2.7).</summary>
internal sealed record SyncCreated(SyncId SyncId);
