namespace Expenses.Contract.Tests.Calls;

/// <summary>Companies and connections.</summary>
internal static class CompanyCalls
{
    public static async Task<(string Company, string Connection)> SetUpAsync(RecordingClient client)
    {
        var company = ContractWalk.IdIn(await client.PostAsync("/companies", new { name = "Contract walk", description = "Walked through" }), "id");
        var connection = ContractWalk.IdIn(await client.PostAsync($"/companies/{company}/connections", new { platformKey = "mqjo" }), "id");
        await client.PostAsync($"/companies/{company}/sync/expenses/connections/partnerExpense");
        return (company, connection);
    }

    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        await client.GetAsync("/companies?page=1&pageSize=100");
        await client.GetAsync(walk.At(""));
        await client.PutAsync(walk.At(""), new { name = "Contract walk 2", description = "Replaced" });
        await client.PatchAsync(walk.At(""), new { name = "Contract walk 3" });
        await client.GetAsync(walk.At("connections?page=1&pageSize=100"));
        await client.GetAsync(walk.At($"connections/{walk.Connection}"));
    }

    public static async Task TearDownAsync(ContractWalk walk)
    {
        await walk.Client.PatchAsync(walk.At($"connections/{walk.Connection}"), new { status = "Unlinked" });
        await walk.Client.DeleteAsync(walk.At($"connections/{walk.Connection}"));
        await walk.Client.DeleteAsync(walk.At(""));
    }
}
