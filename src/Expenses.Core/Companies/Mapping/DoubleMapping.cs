using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies.Mapping;

/// <summary>
/// Keeps one account of one ledger from being the default bank account of two companies of a client, which would book
/// every purchase twice (codat-contract §8 row 11). Told when the configuration is set, with the owner's name.
/// </summary>
/// <param name="accounts">Who has which account.</param>
/// <param name="companies">Companies: an owner that is gone, or maps another account, is none.</param>
public sealed class DoubleMapping(IMappedAccounts accounts, ICompanyStore companies)
{
    /// <summary>Takes the account for the company, or says who has it.</summary>
    /// <param name="connection">The company's accounting connection.</param>
    /// <param name="ledger">What was read of it; a platform that does not name its ledgers cannot be checked.</param>
    /// <param name="bankAccount">The account.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public async Task<ValidationItem?> CheckAsync(
        Connection connection, ReferenceData ledger, string bankAccount, CancellationToken cancellationToken)
    {
        if (ledger.Company?.Id is not { } ledgerId)
        {
            return null;
        }

        var mine = connection.Company;
        var account = new MappedAccount(mine.Client, connection.PlatformKey, ledgerId, bankAccount);
        var owner = await accounts.ClaimAsync(account, mine.Company, cancellationToken);
        if (owner != mine.Company && await FindMappingAsync(new CompanyKey(mine.Client, owner), account, cancellationToken) is null)
        {
            owner = await accounts.PassOnAsync(account, owner, mine.Company, cancellationToken);
        }

        return owner == mine.Company
            ? null
            : new ValidationItem(
                "/bankAccount/id",
                $"Account {bankAccount} of this ledger is the bank account of company '{(await companies.FindAsync(new CompanyKey(mine.Client, owner), cancellationToken))?.Name}' ({owner}) already; each purchase would be booked twice.",
                "DoubleMapping");
    }

    private async Task<Company?> FindMappingAsync(CompanyKey owner, MappedAccount account, CancellationToken cancellationToken)
    {
        var configuration = await companies.FindConfigurationAsync(owner, cancellationToken);
        var connections = await companies.ListConnectionsAsync(owner, cancellationToken);
        return string.Equals(configuration?.BankAccountId, account.Account, StringComparison.Ordinal)
            && connections.Any(one => string.Equals(one.PlatformKey, account.PlatformKey, StringComparison.OrdinalIgnoreCase))
                ? await companies.FindAsync(owner, cancellationToken)
                : null;
    }
}
