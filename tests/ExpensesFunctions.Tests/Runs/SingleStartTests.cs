using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Tests.Fakes;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>An orchestration whose id says what it does is begun once, whoever else begins it (durable-semantics §9).</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SingleStartTests(AzuriteFixture azurite)
{
    // Of a company that does not exist: there is nothing to find.
    private readonly CompanyWorkV1 _check = new(new CompanyV1("nobody", Guid.NewGuid().ToString()), Guid.NewGuid().ToString());

    private readonly string _id = $"check-{Guid.NewGuid():N}";

    [Fact]
    public async Task WhatHasEnded_IsNotBegunAnew()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        Assert.True(await StartAsync(app.Durable));
        var ended = await app.Durable.WaitForInstanceCompletionAsync(_id);

        Assert.False(await StartAsync(app.Durable));
        Assert.Equal(ended.CreatedAt, (await app.Durable.GetInstanceAsync(_id))!.CreatedAt);
    }

    [Fact]
    public async Task WhatSomebodyElseStartsMeanwhile_CountsAsStarted()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        await using var overtaken = new OvertakenClient(app.Durable, async start =>
        {
            await start();
            throw new InvalidOperationException("It exists.");
        });

        Assert.False(await StartAsync(overtaken));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.Durable.WaitForInstanceCompletionAsync(_id)).RuntimeStatus);
    }

    [Fact]
    public async Task AStartThatFails_SaysSo()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        await using var failing = new OvertakenClient(app.Durable, _ => throw new InvalidOperationException("There is no storage."));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(failing));
        Assert.Equal("There is no storage.", failure.Message);
        Assert.Null(await app.Durable.GetInstanceAsync(_id));
    }

    private Task<bool> StartAsync(DurableTaskClient client) => client.StartOnceAsync(CheckCompanyConfigurationOrchestrator.Name, _check, _id, CancellationToken.None);
}
