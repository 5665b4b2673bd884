using System.Net.Http.Headers;
using Expenses.Testing;

namespace Expenses.Contract.Tests.Calls;

/// <summary>What is ours beside the contract, each operation once.</summary>
internal static class OwnCalls
{
    private static readonly string[] Created = ["company.created"];
    private static readonly string[] Receipts = ["walk"];

    public static async Task RunAsync(ContractWalk walk)
    {
        await ServiceAsync(walk.Client);
        await WebhooksAsync(walk);
        await DatasetsAsync(walk);
        var sync = await RunsAsync(walk);
        await ShortAndOlderFormsAsync(walk, sync);
        await SandboxAsync(walk);
        await PagesAsync(walk);
        await DriftAsync(walk);
    }

    private static async Task ServiceAsync(RecordingClient client)
    {
        await client.GetAsync("/health");
        await client.GetAsync("/errors");
        await client.GetAsync("/openapi.json");
        await client.GetFileAsync("/docs");
    }

    private static async Task WebhooksAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var consumer = ContractWalk.IdIn(await client.PostAsync("/webhooks", new { url = "http://127.0.0.1:9/hook", eventTypes = Created, style = "new" }), "id");
        await client.GetAsync($"/webhooks/{consumer}");
        await client.GetAsync("/webhooks/eventTypes");
        await client.PostAsync($"/webhooks/{consumer}/secret");
        var message = ContractWalk.IdIn(await client.PostAsync($"/webhooks/{consumer}/test"), "messageId");
        await client.GetAsync($"/webhooks/{consumer}/messages?pageSize=10");
        await client.GetAsync($"/webhooks/{consumer}/messages/{message}");
        await client.PostAsync($"/webhooks/{consumer}/messages/{message}/replay");
        await client.PostAsync($"/webhooks/{consumer}/replay", new { from = DateTimeOffset.UtcNow.AddHours(-1), includeDelivered = true });
        await client.PatchAsync($"/webhooks/{consumer}", new { disabled = true });
        await client.DeleteAsync($"/webhooks/{consumer}");
        var rule = ContractWalk.IdIn(
            await client.PostAsync("/rules", new { type = "Sync Completed", companyId = walk.Company, notifiers = new { emails = Array.Empty<string>(), webhook = "http://127.0.0.1:9/rule" } }), "id");
        await client.GetAsync("/rules");
        await client.GetAsync($"/rules/{rule}");
        await client.DeleteAsync($"/rules/{rule}");
    }

    private static async Task DatasetsAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var expense = ExpenseCalls.Expense(Guid.NewGuid().ToString("D"), "Payment");
        await client.PostAsync(walk.At("sync/expenses/data/expense-transactions?validateOnly=true"), new { items = new[] { expense } });
        var dataset = ContractWalk.IdIn(await client.PostAsync(walk.At("sync/expenses/expense-transactions"), new { items = new[] { expense } }), "datasetId");
        await client.GetAsync(walk.At("sync/expenses/datasets?page=1&pageSize=10"));
        await client.GetAsync(walk.At($"sync/expenses/datasets/{dataset}"));
        await client.GetAsync(walk.At($"sync/expenses/datasets/{dataset}/overlaps"));
        await client.DeleteAsync(walk.At($"sync/expenses/datasets/{dataset}"));
        await client.GetAsync(walk.At("sync/expenses/settings"));
        await client.PutAsync(walk.At("sync/expenses/settings"), new { syncOnCreate = true });
        await client.GetAsync(walk.At("sync/expenses/capabilities"));
    }

    private static async Task<(string Sync, string Transaction)> RunsAsync(ContractWalk walk)
    {
        var client = walk.Client;
        await client.SendAsync(HttpMethod.Put, walk.At("sync/expenses/receipts/walk?fileName=walk.pdf"), File());
        await client.GetAsync(walk.At("sync/expenses/receipts/walk"));
        var id = Guid.NewGuid().ToString("D");
        var accepted = await client.PostWithKeyAsync(walk.At("sync/expenses/runs"), new
        {
            expenses = new[] { new { id, type = "Payment", issueDate = "2026-10-05", currency = "GBP", lines = new[] { ContractWalk.Line }, receiptIds = Receipts } },
        });
        var run = ContractWalk.IdIn(accepted, "runId");
        var ended = await Eventually.GetAsync(
            () => client.GetAsync(walk.At($"sync/expenses/runs/{run}")), body => body is null || body.Value.GetProperty("status").GetString() is "Completed" or "Failed");
        await client.GetAsync(walk.At($"sync/expenses/runs/{run}/expenses?page=1&pageSize=10"));
        await client.GetAsync(walk.At($"sync/expenses/transactions/{id}/history"));
        return (ContractWalk.IdIn(ended, "syncId"), id);
    }

    private static async Task ShortAndOlderFormsAsync(ContractWalk walk, (string Sync, string Transaction) landed)
    {
        var client = walk.Client;
        var transactions = walk.At($"syncs/{landed.Sync}/transactions");
        await client.GetAsync($"{transactions}?page=1&pageSize=10");
        await client.GetAsync($"{transactions}/{landed.Transaction}");
        await client.SendAsync(HttpMethod.Post, $"{transactions}/{landed.Transaction}/attachments", ExpenseCalls.Receipt());
        await OtherKindCalls.EndAsync(walk, await client.PutAsync(walk.At("sync/expenses/expense-transactions"), new
        {
            id = landed.Transaction, type = "Payment", issueDate = "2026-10-05", currency = "GBP", lines = new[] { ContractWalk.Line },
        }));
        var bill = Guid.NewGuid().ToString("D");
        await OtherKindCalls.EndAsync(walk, await client.PostAsync(walk.At("sync/expenses/reimburseable-expense-transactions"), new[] { OtherKindCalls.Reimbursement(bill, "first") }));
        await OtherKindCalls.EndAsync(walk, await client.PutAsync(walk.At($"sync/expenses/reimburseable-expense-transactions/{bill}"), OtherKindCalls.Reimbursement(bill, "second")));
        var refused = await client.PostAsync(walk.At("sync/expenses/expense-transactions"), new[]
        {
            new { id = Guid.NewGuid().ToString("D"), type = "Payment", issueDate = "2026-10-05", currency = "GBP", lines = new[] { new { netAmount = 1m, accountRef = new { id = "none" } } } },
        });
        var sync = await ExpenseCalls.UntilEndedAsync(walk, ContractWalk.IdIn(refused, "syncId"));
        await client.PostAsync(walk.At($"sync/expenses/syncs/{sync}/retry"));
        await ExpenseCalls.UntilEndedAsync(walk, sync);
    }

    private static async Task SandboxAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var sandbox = walk.At($"connections/{walk.Connection}/sandbox");
        var journals = await client.GetAsync($"{sandbox}/journals?page=1&pageSize=100");
        await client.GetAsync($"{sandbox}/trialBalance");
        await client.GetAsync($"{sandbox}/fault");
        await client.PutAsync($"{sandbox}/fault", new { kind = "None" });
        var attachment = journals!.Value.GetProperty("results").EnumerateArray().SelectMany(journal => journal.GetProperty("attachments").EnumerateArray()).First();
        await client.GetFileAsync($"{sandbox}/attachments/{attachment.GetProperty("attachmentId").GetString()}");
    }

    private static async Task PagesAsync(ContractWalk walk)
    {
        var client = walk.Client;
        await client.PostAsync(walk.At("sync/expenses/reconciliation"));
        await Eventually.GetAsync(() => client.GetAsync(walk.At("sync/expenses/reconciliation")), found => found is not null, expectation: "it was begun");
        var link = await client.PostAsync(walk.At("connectionManagement/link"));
        await client.GetFileAsync(new Uri(ContractWalk.IdIn(link, "url")).PathAndQuery);
        await client.GetFileAsync("/developers");
        await client.GetFileAsync("/pages/style.css");
        var connection = await client.GetAsync(walk.At($"connections/{walk.Connection}"));
        await client.GetFileAsync(new Uri(ContractWalk.IdIn(connection, "linkUrl")).PathAndQuery);
    }

    // A journal that somebody deletes in the ledger is what a reconciliation finds, and what is acknowledged.
    private static async Task DriftAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var sandbox = walk.At($"connections/{walk.Connection}/sandbox");
        var journals = await client.GetAsync($"{sandbox}/journals?page=1&pageSize=100");
        await client.DeleteAsync($"{sandbox}/journals/{ContractWalk.FirstIdIn(journals, "journalId")}");
        var reconciliation = walk.At("sync/expenses/reconciliation");
        var drifted = await Eventually.GetAsync(
            async () =>
            {
                await client.PostAsync(reconciliation);
                return await client.GetAsync(reconciliation);
            },
            found => found is { } body && body.GetProperty("drift").GetInt32() > 0,
            expectation: "the deleted journal is missed");
        var difference = $"{reconciliation}/differences/{ContractWalk.IdIn(drifted!.Value.GetProperty("differences").GetProperty("results")[0], "id")}/acknowledgement";
        await client.PutAsync(difference, new { reason = "Deleted to see what happens.", acknowledgedBy = "The walk" });
        await client.GetAsync(reconciliation);
        await client.DeleteAsync(difference);
    }

    private static ByteArrayContent File() =>
        new(System.IO.File.ReadAllBytes(Service.SampleReceipt.Path)) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
}
