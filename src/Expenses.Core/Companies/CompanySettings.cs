namespace Expenses.Core.Companies;

/// <summary>How a company is served, where the client can choose.</summary>
/// <param name="SyncOnCreate">
/// Whether making transactions by an array starts their sync by itself, as the newest version of the contract does; if not,
/// they wait as a dataset for a sync to be initiated (codat-contract M020, T2).
/// </param>
/// <param name="CheckOnCreate">
/// Whether transactions are checked against the ledger's rules before they are stored, and a request with one that breaks them is
/// refused whole. If not, as the contract has it, they are taken, and those that break a rule end as `ValidationError` (4000, 5120).
/// </param>
public sealed record CompanySettings(bool SyncOnCreate = true, bool CheckOnCreate = false);
