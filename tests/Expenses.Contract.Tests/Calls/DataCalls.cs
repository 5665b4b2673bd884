using Expenses.Testing;

namespace Expenses.Contract.Tests.Calls;

/// <summary>What is read from the ledger: refresh, status, history, records.</summary>
internal static class DataCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        await client.PostAsync(walk.At("data/all"));
        // A type that is being read cannot be queued again (codat-contract B028).
        var pull = await Eventually.GetAsync(
            () => client.PostAsync(walk.At("data/queue/suppliers")), queued => queued is not null, expectation: "suppliers can be read again");
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
}
