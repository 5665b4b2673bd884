using System.Net;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>The company's ledger is replaced by another one: ids of records mean something else there, and no transaction may be in both.</summary>
/// <param name="azurite">Storage.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class ReplacedLedgerAttackTests(AttackedStorage azurite)
{
    [Fact]
    public async Task AReceiptOfARecordInTheOldLedger_IsNotAttachedToAStrangersRecordInTheNewOne()
    {
        await using var app = await AttackedApp.StartAsync(azurite.Server, new PlatformAttack());
        var company = await app.CreateCompanyAsync("Receipt");
        var id = Guid.NewGuid().ToString();
        var old = await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(10m, id: id)));
        await app.ReplaceLedgerAsync(company);
        await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(1m)));

        using var form = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.7 a receipt"u8.ToArray()), "file", "receipt.pdf" } };
        using var answer = await app.Http.PostAsync($"companies/{company}/sync/expenses/syncs/{old.Sync}/transactions/{id}/attachments", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("another", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(Assert.Single(await app.JournalsAsync(company)).GetProperty("attachments").EnumerateArray());
    }

    [Fact]
    public async Task AnUpdateOfARecordInTheOldLedger_IsRefusedAtOnce()
    {
        await using var app = await AttackedApp.StartAsync(azurite.Server, new PlatformAttack());
        var company = await app.CreateCompanyAsync("Update");
        var id = Guid.NewGuid().ToString();
        await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(10m, id: id)));
        await app.ReplaceLedgerAsync(company);

        var refusal = await app.PutAsync(
            $"companies/{company}/sync/expenses/expense-transactions/{id}",
            new
            {
                type = "Payment",
                issueDate = "2026-10-05",
                currency = "GBP",
                lines = new[] { new { netAmount = 20m, taxAmount = 0m, accountRef = new { id = "429" } } },
            },
            status: 400);

        Assert.Contains("another", refusal.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatMayBeInTheOldLedger_IsNotSentToTheNewOne()
    {
        var attack = new PlatformAttack();
        attack.LoseEverything();
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack);
        var company = await app.CreateCompanyAsync("Unknown");
        var expense = RunningApp.Expense(10m);
        var first = await app.SyncedAsync(company, await app.DatasetAsync(company, expense));
        attack.Behave();
        await app.ReplaceLedgerAsync(company);

        var second = await app.SyncedAsync(company, await app.DatasetAsync(company, expense));
        var retried = await app.RetriedAsync(company, first.Sync);

        Assert.Equal((5120, 5130), (second.Code, retried));
        Assert.Equal(["ValidationError"], await app.StatusesAsync(company, second.Sync));
        Assert.Equal(["Unknown"], await app.StatusesAsync(company, first.Sync));
        Assert.Empty(await app.JournalsAsync(company));
    }

    [Fact]
    public async Task ReplacedInTheMiddleOfASync_TheRestIsNotSentToTheNewOne_UntilARetryAsksForIt()
    {
        var attack = new PlatformAttack();
        var inPush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        attack.OnPush = async (items, push) =>
        {
            inPush.TrySetResult();
            await replaced.Task;
            return await push(items);
        };
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack);
        var company = await app.CreateCompanyAsync("Midway");
        var expenses = Enumerable.Range(1, 30).Select(amount => RunningApp.Expense(amount)).ToArray();
        var dataset = await app.DatasetAsync(company, expenses);
        var sync = (await app.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { dataset } })).GetProperty("syncId").GetString()!;
        await inPush.Task;
        await app.ReplaceLedgerAsync(company);
        replaced.SetResult();

        Assert.Equal(4040, await app.CodeOfAsync(company, sync));
        Assert.Equal(25, (await app.StatusesAsync(company, sync)).Count(status => status == "Completed"));
        Assert.Empty(await app.JournalsAsync(company));

        Assert.Equal(2000, await app.RetriedAsync(company, sync));
        Assert.Equal([26m, 27m, 28m, 29m, 30m], (await app.AmountsAsync(company)).Order());
    }
}
