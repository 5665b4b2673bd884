using Expenses.Testing;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>Attacks have a storage account of their own, so that they run beside the tests of the running app: they mostly wait.</summary>
[CollectionDefinition(Name)]
public sealed class AttackedAppCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Attacked app";
}
