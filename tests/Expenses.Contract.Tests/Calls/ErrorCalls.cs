using System.Net.Http.Headers;
using System.Text;

namespace Expenses.Contract.Tests.Calls;

/// <summary>The documented errors that a caller can provoke: 400, 404 and 422 here; those that every operation shares by <see cref="DocumentedErrors"/>.</summary>
internal static class ErrorCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        await NotFoundAsync(walk);
        await NotValidAsync(walk);
        await NotProcessableAsync(walk);
    }

    private static async Task NotFoundAsync(ContractWalk walk)
    {
        var nobody = Guid.NewGuid().ToString("D");
        string[] paths =
        [
            "", "/connections", $"/connections/{nobody}", "/sync/expenses/config", "/sync/expenses/mappingOptions",
            "/sync/expenses/syncs/latest/status", "/sync/expenses/syncs/lastSuccessful/status", "/sync/expenses/syncs/list/status",
            $"/sync/expenses/syncs/{nobody}/status", $"/sync/expenses/syncs/{nobody}/transactions",
            $"/sync/expenses/syncs/{nobody}/transactions/{nobody}", "/data/info", "/dataStatus", "/data/history", "/push",
        ];
        foreach (var path in paths)
        {
            await walk.Client.GetAsync($"/companies/{nobody}{path}");
        }

        await walk.Client.GetAsync(walk.At($"connections/{nobody}"));
        await walk.Client.GetAsync(walk.At($"sync/expenses/syncs/{nobody}/status"));
        await walk.Client.PostAsync(walk.At("sync/expenses/syncs"), new { datasetIds = new[] { nobody } });
        await walk.Client.DeleteAsync($"/companies/{nobody}");
    }

    private static async Task NotValidAsync(ContractWalk walk)
    {
        await walk.Client.PostAsync("/companies", new { name = "" });
        await walk.Client.GetAsync("/companies?page=0");
        await walk.Client.PostAsync(walk.At("connections"), new { platformKey = "none" });
        await walk.Client.PatchAsync(walk.At($"connections/{walk.Connection}"), new { status = "Sleeping" });
        await walk.Client.PostAsync(walk.At("sync/expenses/config"), new { bankAccount = new { id = "091" } });
        await walk.Client.PostAsync(walk.At("sync/expenses/data/expense-transactions"), new { items = new[] { new { id = "x" } } });
        await walk.Client.PostAsync(walk.At("sync/expenses/expense-transactions"), Array.Empty<object>());
        await walk.Client.PostAsync(walk.At("sync/expenses/syncs"), new { datasetIds = Array.Empty<string>() });
        await walk.Client.SendAsync(HttpMethod.Post, "/companies", new StringContent("{", Encoding.UTF8, new MediaTypeHeaderValue("application/json")));
    }

    // A company without connections cannot sync (codat-contract M008), and nothing of it was read (409).
    private static async Task NotProcessableAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var company = ContractWalk.IdIn(await client.PostAsync("/companies", new { name = "No connections" }), "id");
        var expense = ExpenseCalls.Expense(Guid.NewGuid().ToString("D"), "Payment");
        await client.PostAsync($"/companies/{company}/sync/expenses/expense-transactions", new[] { expense });
        var dataset = await client.PostAsync($"/companies/{company}/sync/expenses/data/expense-transactions", new { items = new[] { expense } });
        await client.PostAsync($"/companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { ContractWalk.IdIn(dataset, "datasetId") } });
        await client.PutAsync($"/companies/{company}/sync/expenses/expense-transactions/{Guid.NewGuid():D}", new
        {
            type = "Payment", issueDate = "2026-10-05", currency = "GBP", lines = new[] { ContractWalk.Line },
        });
        foreach (var path in (string[])["info", "customers", "customers/1", "suppliers", "suppliers/1"])
        {
            await client.GetAsync($"/companies/{company}/data/{path}");
        }
    }
}
