using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>A sync at a remote account and the expense run that waits for it.</summary>
/// <param name="Sync">The account's id of the sync.</param>
/// <param name="Company">Whose.</param>
/// <param name="Run">The run.</param>
public sealed record RemoteSync(SyncId Sync, CompanyKey Company, RunId Run);
