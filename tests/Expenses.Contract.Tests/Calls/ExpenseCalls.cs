using System.Net.Http.Headers;
using Expenses.Contract.Tests.Service;
using Expenses.Testing;

namespace Expenses.Contract.Tests.Calls;

/// <summary>Expenses in both forms, their syncs and attachments.</summary>
internal static class ExpenseCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var id = Guid.NewGuid().ToString("D");
        var dataset = await client.PostAsync(walk.At("sync/expenses/data/expense-transactions"), new { items = new[] { Expense(id, "Payment") } });
        var started = await client.PostAsync(walk.At("sync/expenses/syncs"), new { datasetIds = new[] { ContractWalk.IdIn(dataset, "datasetId") } });
        var sync = await UntilEndedAsync(walk, ContractWalk.IdIn(started, "syncId"));
        await ReadAsync(walk, sync, id);
        await client.SendAsync(HttpMethod.Post, walk.At($"sync/expenses/syncs/{sync}/transactions/{id}/attachments"), Receipt());
        await client.SendAsync(HttpMethod.Post, walk.At($"sync/expenses/syncs/{sync}/transactions/{id}/attachments"), Receipt("receipt.exe"));
        await client.PutAsync(walk.At($"sync/expenses/expense-transactions/{id}"), new
        {
            type = "Payment", issueDate = "2026-10-05T00:00:00", currency = "GBP", merchantName = "Corner Cafe", lines = new[] { ContractWalk.Line },
        });
        var second = await client.PostAsync(
            walk.At("sync/expenses/expense-transactions"), new[] { Expense(Guid.NewGuid().ToString("D"), "Refund") });
        await UntilEndedAsync(walk, ContractWalk.IdIn(second, "syncId"));
    }

    public static object Expense(string id, string type) => new
    {
        id, type, issueDate = "2026-10-05T00:00:00", currency = "GBP", merchantName = "Corner Cafe", reference = "walk", lines = new[] { ContractWalk.Line },
    };

    public static async Task<string> UntilEndedAsync(ContractWalk walk, string sync)
    {
        await Eventually.GetAsync(
            () => walk.Client.GetAsync(walk.At($"sync/expenses/syncs/{sync}/status")),
            status => status is null || (status is { } body && body.GetProperty("syncStatusCode").GetInt32() >= 2000),
            expectation: "the sync ends");
        return sync;
    }

    private static async Task ReadAsync(ContractWalk walk, string sync, string transaction)
    {
        foreach (var path in (string[])["latest/status", "lastSuccessful/status", "list/status", $"{sync}/transactions?page=1&pageSize=100", $"{sync}/transactions/{transaction}"])
        {
            await walk.Client.GetAsync(walk.At($"sync/expenses/syncs/{path}"));
        }
    }

    public static MultipartFormDataContent Receipt(string name = "receipt.pdf")
    {
        var file = new ByteArrayContent(File.ReadAllBytes(SampleReceipt.Path)) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        return new MultipartFormDataContent { { file, "file", name } };
    }
}
