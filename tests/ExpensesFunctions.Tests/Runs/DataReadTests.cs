using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Reads of the ledger through the whole app: queued, run by the durable engine, written down.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class DataReadTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AQueuedTypeIsReadAgain()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Reads");
        var first = (await app.GetAsync($"companies/{company}/dataStatus")).GetProperty("suppliers");

        var queued = await app.PostAsync($"companies/{company}/data/queue/suppliers", new { });
        var ended = await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/data/history/{Id(queued, "id")}"),
            operation => operation.GetProperty("isCompleted").GetBoolean(),
            RunningApp.Deadline);

        Assert.Equal("Complete", Id(first, "currentStatus"));
        Assert.Equal("Complete", Id(ended, "status"));
        var status = (await app.GetAsync($"companies/{company}/dataStatus")).GetProperty("suppliers");
        Assert.Equal(Id(queued, "id"), Id(status, "latestSuccessfulSyncId"));
        Assert.NotEqual(Id(first, "latestSyncId"), Id(status, "latestSyncId"));
    }

    private static string? Id(JsonElement element, string name) => element.GetProperty(name).GetString();
}
