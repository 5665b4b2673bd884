namespace Expenses.Contract.Tests.Calls;

/// <summary>What is read from the ledger: refresh, status, history, records.</summary>
internal static class DataCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        await client.PostAsync(walk.At("data/all"));
        var pull = await client.PostAsync(walk.At("data/queue/suppliers"));
        await client.GetAsync(walk.At("dataStatus"));
        var history = await client.GetAsync(walk.At("data/history?page=1&pageSize=100"));
        var dataset = pull is null ? ContractWalk.FirstIdIn(history, "id") : ContractWalk.IdIn(pull, "id");
        await client.GetAsync(walk.At($"data/history/{dataset}"));
        await client.GetAsync(walk.At("data/info"));
        var customers = await client.GetAsync(walk.At("data/customers?page=1&pageSize=100"));
        await client.GetAsync(walk.At($"data/customers/{ContractWalk.FirstIdIn(customers, "id")}"));
        var suppliers = await client.GetAsync(walk.At("data/suppliers?page=1&pageSize=100"));
        await client.GetAsync(walk.At($"data/suppliers/{ContractWalk.FirstIdIn(suppliers, "id")}"));
    }
}
