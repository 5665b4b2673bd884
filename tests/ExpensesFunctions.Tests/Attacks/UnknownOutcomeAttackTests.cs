using Expenses.Core.Connectors;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>A transaction whose outcome nobody knows is claimed by others: the ledger may hold it once, and only as it is said to.</summary>
/// <param name="azurite">Storage.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class UnknownOutcomeAttackTests(AttackedStorage azurite)
{
    [Fact]
    public async Task SentAgainWithAnotherAmount_ItIsNotCompletedAsWhatTheLedgerDoesNotSay()
    {
        var attack = new PlatformAttack();
        attack.LoseEverything();
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack);
        var company = await app.CreateCompanyAsync("Other amount");
        var id = Guid.NewGuid().ToString();
        var first = await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(10m, id: id)));
        Assert.Equal(4260, first.Code);
        Assert.Equal(["Unknown"], await app.StatusesAsync(company, first.Sync));
        attack.Behave();

        var second = await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(12m, id: id), RunningApp.Expense(1m)));

        Assert.Equal(["ValidationError", "Completed"], await app.StatusesAsync(company, second.Sync));
        Assert.Contains(first.Sync, (await app.TransactionsAsync(company, second.Sync))[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2000, await app.RetriedAsync(company, first.Sync));
        Assert.Equal([10m, 1m], await app.AmountsAsync(company));
    }

    [Fact]
    public async Task SentAgainAsItWas_ItIsFoundAndNotDoubled()
    {
        var attack = new PlatformAttack();
        attack.LoseEverything();
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack);
        var company = await app.CreateCompanyAsync("Same again");
        var expense = RunningApp.Expense(10m);
        await app.SyncedAsync(company, await app.DatasetAsync(company, expense));
        attack.Behave();

        var second = await app.SyncedAsync(company, await app.DatasetAsync(company, expense));

        Assert.Equal((2000, "Completed"), (second.Code, Assert.Single(await app.StatusesAsync(company, second.Sync))));
        Assert.Equal([10m], await app.AmountsAsync(company));
    }

    [Fact]
    public async Task OnItsWayInAPushOperation_AndSentAgainWithANewOne_BothLand()
    {
        var attack = new PlatformAttack { AnswersNoQuestions = true };
        await using var app = await AttackedApp.StartAsync(
            azurite.Server, attack, ("Sandbox:Asynchronous", "true"), ("Sandbox:CompletionDelay", "00:00:01"));
        var company = await app.CreateCompanyAsync("Operation");
        var expense = RunningApp.Expense(10m);
        var first = await app.SyncedAsync(company, await app.DatasetAsync(company, expense));
        Assert.Equal(4260, first.Code);
        attack.Behave();

        var second = await app.SyncedAsync(company, await app.DatasetAsync(company, expense, RunningApp.Expense(1m)));

        Assert.Equal(["Completed", "Completed"], await app.StatusesAsync(company, second.Sync));
        Assert.Equal(2000, second.Code);
        Assert.Equal([1m, 10m], (await app.AmountsAsync(company)).Order());
    }

    [Fact]
    public async Task TheSameTransactionInTwoDatasetsOfOneSync_LandsOnce_AndTheOtherIsRefused()
    {
        await using var app = await AttackedApp.StartAsync(azurite.Server, new PlatformAttack());
        var company = await app.CreateCompanyAsync("Twice in one");
        var id = Guid.NewGuid().ToString();

        var sync = await app.SyncedAsync(
            company,
            await app.DatasetAsync(company, RunningApp.Expense(10m, id: id)),
            await app.DatasetAsync(company, RunningApp.Expense(12m, id: id), RunningApp.Expense(1m)));

        Assert.Equal(5120, sync.Code);
        var statuses = await app.StatusesAsync(company, sync.Sync);
        Assert.Equal("Completed", statuses[2]);
        Assert.Equal(["Completed", "ValidationError"], statuses.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal([1m, statuses[0] == "Completed" ? 10m : 12m], (await app.AmountsAsync(company)).Order());
        Assert.Equal(5120, await app.RetriedAsync(company, sync.Sync));
        Assert.Equal(statuses, await app.StatusesAsync(company, sync.Sync));
    }

    [Fact]
    public async Task AnAnswerThatDoesNotSpeakOfEveryTransaction_IsNoAnswer()
    {
        var attack = new PlatformAttack();
        var calls = 0;
        attack.OnPush = async (items, push) => ++calls == 1
            ? throw new ConnectorException(FailureCategory.UnknownOutcome, "test.lost", "No answer.")
            : (await push(items)) with { Items = [] };
        await using var app = await AttackedApp.StartAsync(azurite.Server, attack);
        var company = await app.CreateCompanyAsync("Cut short");

        var sync = await app.SyncedAsync(company, await app.DatasetAsync(company, RunningApp.Expense(10m), RunningApp.Expense(11m)));

        Assert.Equal(2000, sync.Code);
        Assert.Equal(2, calls);
        Assert.Equal([10m, 11m], (await app.AmountsAsync(company)).Order());
    }
}
