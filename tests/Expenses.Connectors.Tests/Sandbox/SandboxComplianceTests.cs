using Expenses.Connectors.Tests.Compliance;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Sandbox;

public sealed class SandboxComplianceTests(AzuriteFixture azurite) : AccountingConnectorCompliance, IClassFixture<AzuriteFixture>
{
    protected override async Task<PlatformUnderTest> StartAsync(PlatformBehaviour behaviour) => await SandboxUnderTest.StartAsync(
        azurite.ConnectionString,
        ("Asynchronous", $"{behaviour.FinishesLater}"),
        ("FailBeforeCommitEvery", $"{behaviour.FailBeforeCommitEvery}"),
        ("FailAfterCommitEvery", $"{behaviour.FailAfterCommitEvery}"),
        ("RequestsPerMinute", $"{behaviour.RequestsPerMinute}"));
}
