namespace Expenses.Core.Companies;

/// <summary>How a company is served, where the client can choose.</summary>
/// <param name="SyncOnCreate">
/// Whether making transactions by an array starts their sync by itself, as the newest version of the contract does; if not,
/// they wait as a dataset for a sync to be initiated (codat-contract M020, T2).
/// </param>
public sealed record CompanySettings(bool SyncOnCreate = true);
