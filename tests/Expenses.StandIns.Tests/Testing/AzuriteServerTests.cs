using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Testing;

/// <summary>What other suites build on: the emulator of our own keeps its promises.</summary>
public sealed class AzuriteServerTests
{
    [Fact]
    public async Task Restart_KeepsPortsAndEveryAcknowledgedWrite()
    {
        await using var server = await AzuriteServer.StartAsync();
        var connectionString = server.ConnectionString;
        var table = new TableClient(connectionString, "expenses");
        await table.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        await server.RestartAsync();

        Assert.Equal(connectionString, server.ConnectionString);
        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Kill_TheProcessIsGoneAndAnotherOneAnswersAfterTheStart()
    {
        await using var server = await AzuriteServer.StartAsync();
        var first = server.ProcessId;

        await server.KillAndRestartAsync();

        Assert.NotEqual(first, server.ProcessId);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(first));
        Assert.False((await new TableClient(server.ConnectionString, "expenses").CreateAsync()).GetRawResponse().IsError);
    }

    [Fact]
    public async Task Client_ServiceDownForAWhile_RetriesUntilItIsBack()
    {
        await using var server = await AzuriteServer.StartAsync();
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 1200;
        options.Retry.Mode = Azure.Core.RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        var table = new TableClient(server.ConnectionString, "expenses", options);
        await table.CreateAsync();
        await server.StopAsync();

        var addition = table.AddEntityAsync(new TableEntity("p", "r"));
        await server.StartAgainAsync();

        Assert.Equal(204, (await addition).Status);
    }
}
