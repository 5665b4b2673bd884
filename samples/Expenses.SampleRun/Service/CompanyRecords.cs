namespace Expenses.SampleRun.Service;

internal sealed record NewCompany(string Name);

internal sealed record Company(string Id, string Name, IReadOnlyList<Connection>? DataConnections);

internal sealed record NewConnection(string PlatformKey);

internal sealed record Connection(string Id, string? Status, string? SourceType, string? PlatformName);

/// <summary>Defaults of a company for what an expense leaves open (codat-contract §2.3).</summary>
internal sealed record CompanyConfig(Ref BankAccount, Ref Supplier, Ref Customer)
{
    public static CompanyConfig Of(string bankAccount, string supplier, string customer) =>
        new(new Ref(bankAccount), new Ref(supplier), new Ref(customer));
}

internal sealed record MappingOptions(
    IReadOnlyList<MappingAccount>? Accounts,
    IReadOnlyList<Ref>? TrackingCategories,
    IReadOnlyList<Ref>? TaxRates);

internal sealed record MappingAccount(string Id, string? Name);
