namespace Expenses.Core.Companies;

/// <summary>
/// A company's defaults, used where a transaction names none of its own (codat-contract §2.3, §4.8, B054).
/// The ids are ids of the connected platform.
/// </summary>
/// <param name="BankAccountId">The bank or card account money comes from.</param>
/// <param name="SupplierId">The supplier of payments.</param>
/// <param name="CustomerId">The customer of refunds, rewards and chargebacks, where the platform wants one (§4.6).</param>
public sealed record CompanyConfiguration(string BankAccountId, string SupplierId, string CustomerId);
