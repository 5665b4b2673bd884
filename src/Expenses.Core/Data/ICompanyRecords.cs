using Expenses.Core.Identifiers;

namespace Expenses.Core.Data;

/// <summary>Everything that is kept of a company's reads and reference data writes.</summary>
public interface ICompanyRecords
{
    /// <summary>
    /// Forgets what was read of a deleted company, and its pull and push history, for good (codat-contract B009). Nothing
    /// of it can be reached any more when its company is gone; doing so again changes nothing.
    /// </summary>
    /// <param name="company">The deleted company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone.</returns>
    Task ForgetAsync(CompanyKey company, CancellationToken cancellationToken = default);
}
