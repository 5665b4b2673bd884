using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies.Mapping;

/// <summary>A bank or card account of a ledger, wherever it is connected.</summary>
/// <param name="Client">Whose companies are looked at: another client's are never told of.</param>
/// <param name="PlatformKey">The platform.</param>
/// <param name="Ledger">The platform's id of the ledger.</param>
/// <param name="Account">The platform's id of the account.</param>
public sealed record MappedAccount(ClientId Client, string PlatformKey, string Ledger, string Account);

/// <summary>Which company a ledger's account is mapped to.</summary>
public interface IMappedAccounts
{
    /// <summary>Takes an account for a company if nobody has it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="company">The company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Who has it now: the company, or the one that had it before.</returns>
    Task<CompanyId> ClaimAsync(MappedAccount account, CompanyId company, CancellationToken cancellationToken = default);

    /// <summary>Gives an account on, if its owner is still the one that is named.</summary>
    /// <param name="account">The account.</param>
    /// <param name="from">Who has it and maps it no longer.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Who has it now.</returns>
    Task<CompanyId> PassOnAsync(MappedAccount account, CompanyId from, CompanyId to, CancellationToken cancellationToken = default);
}
