using System.Net.Http.Headers;
using System.Text;

namespace Expenses.Contract.Tests.Calls;

/// <summary>The documented errors that a caller can provoke: 400, 404 and 422 here, 401 by <see cref="AnonymousAsync"/>.</summary>
internal static class ErrorCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        await NotFoundAsync(walk);
        await NotValidAsync(walk);
        await NotProcessableAsync(walk);
    }

    /// <summary>Reads without a key.</summary>
    public static async Task AnonymousAsync(RecordingClient stranger, string company)
    {
        await stranger.GetAsync("/companies");
        await stranger.PostAsync("/companies", new { name = "x" });
        await stranger.GetAsync($"/companies/{company}");
        await stranger.GetAsync($"/companies/{company}/sync/expenses/config");
        await stranger.GetAsync($"/companies/{company}/sync/expenses/syncs/latest/status");
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

    // A company without connections cannot sync (codat-contract M008).
    private static async Task NotProcessableAsync(ContractWalk walk)
    {
        var company = ContractWalk.IdIn(await walk.Client.PostAsync("/companies", new { name = "No connections" }), "id");
        await walk.Client.PostAsync(
            $"/companies/{company}/sync/expenses/expense-transactions", new[] { ExpenseCalls.Expense(Guid.NewGuid().ToString("D"), "Payment") });
        await walk.Client.PostAsync($"/companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { Guid.NewGuid().ToString("D") } });
    }
}
