using Expenses.Testing;

namespace Expenses.Telemetry.Tests;

/// <summary>Meters and spans are the process's, so what listens to them, or records, runs one after another.</summary>
[CollectionDefinition(Name)]
public sealed class InProcessCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "In process";
}
