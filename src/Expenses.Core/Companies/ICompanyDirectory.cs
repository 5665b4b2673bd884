using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies;

/// <summary>
/// Companies that live elsewhere: in the remote account that expense runs go to. Asked only for what
/// <see cref="ICompanyStore"/> does not have.
/// </summary>
public interface ICompanyDirectory
{
    /// <summary>Finds a company.</summary>
    /// <param name="key">Client and company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The company, or null when there is none, or it is not this client's.</returns>
    /// <exception cref="Connectors.ConnectorException">The account did not answer.</exception>
    Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default);
}

/// <summary>The directory of a service that has all its companies itself.</summary>
public sealed class NoCompanyDirectory : ICompanyDirectory
{
    /// <inheritdoc />
    public Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default) => Task.FromResult<Company?>(null);
}
