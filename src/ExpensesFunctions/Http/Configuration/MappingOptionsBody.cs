using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>What a customer can map to (codat-contract §2.4). Before a ledger is linked everything is empty (M014).</summary>
internal sealed record MappingOptionsBody(
    string ExpenseProvider,
    IReadOnlyList<AccountOption> Accounts,
    IReadOnlyList<TrackingOption> TrackingCategories,
    IReadOnlyList<TaxOption> TaxRates,
    DateTimeOffset? AsOfUtc)
{
    public static MappingOptionsBody Of(ReferenceData? ledger, PlatformCapabilities? capabilities) => new(
        PartnerExpense.Platform.Name,
        [.. (ledger?.Accounts ?? []).Where(account => account.IsActive).Select(account => AccountOption.Of(account, capabilities!))],
        [.. (ledger?.TrackingCategories ?? []).Select(category => new TrackingOption(category.Id, category.Name, category.HasChildren, category.ParentId))],
        [.. (ledger?.TaxRates ?? []).Where(rate => rate.IsActive).Select(TaxOption.Of)],
        ledger?.Read);
}

/// <summary>An account to map to.</summary>
internal sealed record AccountOption(
    string Id,
    string NominalCode,
    string Name,
    string Currency,
    AccountType AccountType,
    string FullyQualifiedCategory,
    bool IsBankAccount,
    IReadOnlyList<ExpenseType> ValidTransactionTypes,
    IReadOnlyList<string> ValidFor)
{
    public static AccountOption Of(LedgerAccount account, PlatformCapabilities capabilities) => new(
        account.Id,
        account.NominalCode,
        account.Name,
        account.Currency,
        account.AccountType,
        account.FullyQualifiedCategory,
        account.IsBankAccount,
        account.ValidTransactionTypes,
        MappingTargets.Of(account, capabilities));
}

/// <summary>A tracking category to map to.</summary>
internal sealed record TrackingOption(string Id, string Name, bool HasChildren, string? ParentId);

/// <summary>A tax rate to map to; rates in percent.</summary>
internal sealed record TaxOption(
    string Id, string Name, string? Code, decimal EffectiveTaxRate, decimal TotalTaxRate, IReadOnlyList<ExpenseType> ValidTransactionTypes)
{
    public static TaxOption Of(TaxRate rate) => new(
        rate.Id, rate.Name, rate.Code, rate.EffectiveTaxRate, rate.TotalTaxRate, rate.ValidTransactionTypes);
}
