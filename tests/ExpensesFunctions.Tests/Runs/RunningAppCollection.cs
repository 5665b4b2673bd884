using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Apps on one storage account share its queues, so these tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class RunningAppCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Running app";
}
