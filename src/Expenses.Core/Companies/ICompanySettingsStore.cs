using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies;

/// <summary>The settings of companies.</summary>
public interface ICompanySettingsStore
{
    /// <summary>The company's settings.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The settings; the defaults when none were set.</returns>
    Task<CompanySettings> GetAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>Replaces the company's settings whole.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are stored.</returns>
    Task SetAsync(CompanyKey company, CompanySettings settings, CancellationToken cancellationToken = default);
}
