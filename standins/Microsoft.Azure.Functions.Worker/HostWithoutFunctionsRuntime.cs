using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>A wired worker that has no Functions host to talk to.</summary>
internal sealed class HostWithoutFunctionsRuntime(IHost wired) : IHost
{
    public IServiceProvider Services => wired.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) =>
        Task.FromException(new FunctionWorkerException(
            "This build has stand-ins instead of the Azure Functions packages and cannot run as a Functions worker; run Expenses.LocalHost."));

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Dispose() => wired.Dispose();
}
