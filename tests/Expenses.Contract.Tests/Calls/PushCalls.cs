namespace Expenses.Contract.Tests.Calls;

/// <summary>Records written to the ledger, their models, and the history of writing.</summary>
internal static class PushCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var at = walk.At($"connections/{walk.Connection}");
        await client.GetAsync($"{at}/options/chartOfAccounts");
        await client.GetAsync($"{at}/options/bankAccounts");
        await client.PostAsync($"{at}/push/accounts", new { nominalCode = "4991", name = "Contract walk costs", currency = "GBP", type = "Expense", status = "Active" });
        await client.PostAsync($"{at}/push/bankAccounts", new
        {
            accountName = "Contract walk card", accountNumber = "12345670", accountType = "Credit", currency = "GBP", nominalCode = "0991", status = "Active",
        });
        await client.PostAsync($"{at}/push/customers", new { customerName = "Contract walk customer", status = "Active" });
        await client.PutAsync($"{at}/push/customers/harbour-retail", new { customerName = "Harbour retail", emailAddress = "ap@harbour.example", status = "Active" });
        var push = await client.PostAsync($"{at}/push/suppliers", new { supplierName = "Contract walk supplier", status = "Active" });
        await client.PutAsync($"{at}/push/suppliers/travel-desk", new { supplierName = "Travel desk", emailAddress = "ap@travel.example", status = "Active" });
        var list = await client.GetAsync(walk.At("push?page=1&pageSize=100"));
        var key = push is null ? ContractWalk.FirstIdIn(list, "pushOperationKey") : ContractWalk.IdIn(push, "pushOperationKey");
        await client.GetAsync(walk.At($"push/{key}"));
    }
}
