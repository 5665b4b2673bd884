namespace Expenses.Contract.Tests.Service;

/// <summary>The collection of the tests that share the service.</summary>
[CollectionDefinition(Name)]
public sealed class ContractServiceCollection : ICollectionFixture<ContractService>
{
    public const string Name = "running service";
}
