using Expenses.Core.Connectors;

namespace Expenses.Core.Companies.Checking;

/// <summary>What a ledger does not offer any more, of what a company is set up with and uses.</summary>
public static class ConfigurationLosses
{
    /// <summary>Compares.</summary>
    /// <param name="configuration">The three defaults.</param>
    /// <param name="used">Accounts and tax rates in use.</param>
    /// <param name="ledger">What the ledger offers.</param>
    /// <returns>The problems: defaults first, then accounts, then tax rates, each by id.</returns>
    public static IReadOnlyList<ConfigurationProblem> Of(CompanyConfiguration configuration, UsedRecords used, ReferenceIndex ledger) =>
    [
        .. One(ConfigurationUse.BankAccount, configuration.BankAccountId, LossOfBankAccount(ledger.FindAccount(configuration.BankAccountId))),
        .. One(ConfigurationUse.Supplier, configuration.SupplierId, LossOf(ledger.FindSupplier(configuration.SupplierId), one => one.IsActive)),
        .. One(ConfigurationUse.Customer, configuration.CustomerId, LossOf(ledger.FindCustomer(configuration.CustomerId), one => one.IsActive)),
        .. Many(ConfigurationUse.Account, used.Accounts, id => LossOf(ledger.FindAccount(id), one => one.IsActive)),
        .. Many(ConfigurationUse.TaxRate, used.TaxRates, id => LossOf(ledger.FindTaxRate(id), one => one.IsActive)),
    ];

    private static IEnumerable<ConfigurationProblem> Many(ConfigurationUse use, IReadOnlySet<string> ids, Func<string, ConfigurationLoss?> lossOf) =>
        ids.Order(StringComparer.Ordinal).SelectMany(id => One(use, id, lossOf(id)));

    private static IEnumerable<ConfigurationProblem> One(ConfigurationUse use, string id, ConfigurationLoss? loss) =>
        loss is { } reason ? [new ConfigurationProblem(use, id, reason)] : [];

    private static ConfigurationLoss? LossOf<T>(T? record, Func<T, bool> isActive)
        where T : class =>
        record is null ? ConfigurationLoss.Deleted : isActive(record) ? null : ConfigurationLoss.Archived;

    private static ConfigurationLoss? LossOfBankAccount(LedgerAccount? account) =>
        LossOf(account, one => one.IsActive) ?? (account!.IsBankAccount ? null : ConfigurationLoss.NotABankAccount);
}
