using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Core.Connectors;
using Expenses.Core.Syncs;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;
using ExpensesFunctions.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>Failed items are retried while the first attempt is not through with everything.</summary>
/// <param name="azurite">Storage.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class RetryAttackTests(AttackedStorage azurite)
{
    private static readonly string[] Ends = ["expenses.sync.successful", "expenses.sync.unsuccessful"];

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

        await Eventually.GetAsync(() => app.ResultsAsync(company, run), results => results.All(result => result == "Uploaded"), RunningApp.Deadline);
        await Eventually.GetAsync(() => app.GetAsync($"companies/{company}/sync/expenses/runs/{run}"), body => body.GetProperty("status").GetString() == "Completed");
        var journals = await app.JournalsAsync(company);
        Assert.Equal([10m, 11m], journals.Select(journal => journal.GetProperty("totalAmount").GetDecimal()));
        Assert.All(journals, journal => Assert.Single(journal.GetProperty("attachments").EnumerateArray()));
    }

    [Fact]
    public async Task AnEndThatIsToldOnlyWhenItsRetryRuns_IsToldAsItWas_BesidesTheEndOfTheRetry()
    {
        await using var receiver = WebhookReceiver.Start();
        var attack = new PlatformAttack();
        attack.OnPush = (items, _) => Task.FromResult(
            new PushBatchOutcome([new PushItemOutcome(items[0].Transaction.Id, RecordId: null, "test.no", "Refused.")]));
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack, ("Webhooks:AllowLoopback", "true"));
        var company = await app.CreateCompanyAsync("Told late");
        var (sync, code) = await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(10m)));
        await EndedAsync(app, $"{sync}:event");
        await app.PostAsync("webhooks", new { url = $"{receiver.BaseAddress}told", eventTypes = Ends });
        var inPush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        attack.OnPush = async (items, push) =>
        {
            inPush.TrySetResult();
            await release.Task;
            return await push(items);
        };

        await app.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/retry", new { });
        await inPush.Task;
        await app.Services.GetRequiredService<SyncEvents>().EndedAsync(new SyncRequestV1(app.Client, company, sync, Attempt: 0), CancellationToken.None);
        release.SetResult();

        Assert.Equal((5130, 2000), (code, await app.CodeOfAsync(company, sync)));
        await Eventually.TrueAsync(() => receiver.Received.Count >= 2);
        Assert.Equal(
            Ends,
            receiver.Received.Select(one => JsonDocument.Parse(one.Body).RootElement.GetProperty("eventType").GetString()).Order(StringComparer.Ordinal));
    }

    private static Task EndedAsync(RunningApp app, string instance) => Eventually.TrueAsync(
        async () => await app.Durable.GetInstanceAsync(instance, CancellationToken.None) is { IsCompleted: true }, RunningApp.Deadline);

    private static JsonNode With(string receipt, object expense)
    {
        var node = JsonSerializer.SerializeToNode(expense)!;
        node["receiptIds"] = new JsonArray(receipt);
        return node;
    }
}
