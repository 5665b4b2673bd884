using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies.Checking;

/// <summary>The last check of each company's configuration. It goes with its company.</summary>
public interface IConfigurationCheckStore
{
    /// <summary>The last check.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The check, or null.</returns>
    Task<ConfigurationCheck?> FindAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>Keeps a check in place of the one before.</summary>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SaveAsync(ConfigurationCheck check, CancellationToken cancellationToken = default);
}
