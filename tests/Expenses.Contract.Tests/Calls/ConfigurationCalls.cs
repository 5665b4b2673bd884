namespace Expenses.Contract.Tests.Calls;

/// <summary>The expense configuration and what it can be made of.</summary>
internal static class ConfigurationCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        await walk.Client.GetAsync(walk.At("sync/expenses/config"));
        await walk.Client.PostAsync(walk.At("sync/expenses/config"), new
        {
            bankAccount = new { id = "091" },
            supplier = new { id = "card-merchants" },
            customer = new { id = "card-refunds" },
        });
        await walk.Client.GetAsync(walk.At("sync/expenses/config"));
        await walk.Client.GetAsync(walk.At("sync/expenses/mappingOptions"));
    }
}
