using System.Text.Json;
using Expenses.Testing;

namespace Expenses.Contract.Tests.Calls;

/// <summary>What is read from the ledger: refresh, status, history, records.</summary>
internal static class DataCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        await client.PostAsync(walk.At("data/all"));
        var pull = await QueuedAndRefusedAsync(walk);
        await client.GetAsync(walk.At("dataStatus"));
        var history = await client.GetAsync(walk.At("data/history?page=1&pageSize=100"));
        Assert.NotNull(history);
        await client.GetAsync(walk.At($"data/history/{ContractWalk.IdIn(pull, "id")}"));
        await client.GetAsync(walk.At("data/info"));
        var customers = await client.GetAsync(walk.At("data/customers?page=1&pageSize=100"));
        await client.GetAsync(walk.At($"data/customers/{ContractWalk.FirstIdIn(customers, "id")}"));
        var suppliers = await client.GetAsync(walk.At("data/suppliers?page=1&pageSize=100"));
        await client.GetAsync(walk.At($"data/suppliers/{ContractWalk.FirstIdIn(suppliers, "id")}"));
    }

    // A type that is being read cannot be queued again (codat-contract B028). Each answer is wanted once, whether the service or its caller is the quicker one.
    private static async Task<JsonElement?> QueuedAndRefusedAsync(ContractWalk walk)
    {
        JsonElement? pull = null;
        var isRefused = false;
        await Eventually.TrueAsync(
            async () =>
            {
                for (var request = 0; request < 2; request++)
                {
                    var queued = await walk.Client.PostAsync(walk.At("data/queue/suppliers"));
                    (pull, isRefused) = (queued ?? pull, isRefused || queued is null);
                }

                return pull is not null && isRefused;
            },
            expectation: "suppliers are read again once, and once refused");
        return pull;
    }
}
