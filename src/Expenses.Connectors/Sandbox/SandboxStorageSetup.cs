using Expenses.Connectors.Sandbox.Ledger;
using Microsoft.Extensions.Hosting;

namespace Expenses.Connectors.Sandbox;

/// <summary>Creates the sandbox's table, containers and queue before the app takes work.</summary>
internal sealed class SandboxStorageSetup(LedgerParts parts) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => parts.CreateStorageAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
