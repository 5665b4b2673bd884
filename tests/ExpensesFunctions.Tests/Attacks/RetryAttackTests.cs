using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Core.Connectors;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>Failed items are retried while the first attempt is not through with everything.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RetryAttackTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task ARetryThatEndsWhileTheRunAttachesReceipts_IsInTheRunsResultToo()
    {
        var attack = new PlatformAttack();
        var refuse = true;
        var attaching = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        attack.OnPush = async (items, push) => refuse
            ? new PushBatchOutcome([.. (await push([items[0]])).Items, new PushItemOutcome(items[1].Transaction.Id, RecordId: null, "test.no", "Refused.")])
            : await push(items);
        attack.OnAttach = async (_, attach) =>
        {
            attaching.TrySetResult();
            await release.Task;
            return await attach();
        };
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack);
        var company = await app.CreateCompanyAsync("Retry in settling");
        await app.PutReceiptAsync(company, "one", Encoding.UTF8.GetBytes("%PDF-1.7 one"));
        await app.PutReceiptAsync(company, "two", Encoding.UTF8.GetBytes("%PDF-1.7 two"));
        var run = await app.StartRunAsync(company, "key", new[] { With("one", RunningApp.Expense(10m)), With("two", RunningApp.Expense(11m)) });
        await attaching.Task;
        var sync = (await app.GetAsync($"companies/{company}/sync/expenses/runs/{run}")).GetProperty("syncId").GetString()!;
        Assert.Equal(5130, await app.CodeOfAsync(company, sync));

        refuse = false;
        Assert.Equal(2000, await app.RetriedAsync(company, sync));
        await EndedAsync(app, $"{sync}.1:event");
        release.SetResult();

        await Eventually.GetAsync(() => app.ResultsAsync(company, run), results => results.All(result => result == "Uploaded"), TimeSpan.FromSeconds(60));
        var journals = await app.JournalsAsync(company);
        Assert.Equal([10m, 11m], journals.Select(journal => journal.GetProperty("totalAmount").GetDecimal()));
        Assert.All(journals, journal => Assert.Single(journal.GetProperty("attachments").EnumerateArray()));
        Assert.Equal("Completed", (await app.GetAsync($"companies/{company}/sync/expenses/runs/{run}")).GetProperty("status").GetString());
    }

    private static Task EndedAsync(RunningApp app, string instance) => Eventually.TrueAsync(
        async () => await app.Durable.GetInstanceAsync(instance, CancellationToken.None) is { IsCompleted: true }, TimeSpan.FromSeconds(30));

    private static JsonNode With(string receipt, object expense)
    {
        var node = JsonSerializer.SerializeToNode(expense)!;
        node["receiptIds"] = new JsonArray(receipt);
        return node;
    }
}
