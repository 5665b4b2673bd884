using Expenses.LocalHost;
using Expenses.LocalHost.Replay;
using Expenses.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Replay.Tests.Code;

/// <summary>The history of one order that was really run, recorded once for all tests.</summary>
public sealed class RecordedOrder : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replay-").FullName;

    public StoredHistory History { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await using var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [typeof(Order), typeof(Counter)],
            DatabasePath = Path.Combine(_folder, "durable.db"),
            Urls = "http://127.0.0.1:0",
        });
        await host.StartAsync();
        var client = host.DurableTaskClient;
        await client.ScheduleNewOrchestrationInstanceAsync(Order.Name, new StartOrchestrationOptions("order-1"));
        await client.RaiseEventAsync("order-1", "Approved", "yes");
        await client.WaitForInstanceCompletionAsync("order-1").WaitAsync(Eventually.DefaultDeadline);
        History = host.ExportHistory("order-1");
        await host.StopAsync();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
