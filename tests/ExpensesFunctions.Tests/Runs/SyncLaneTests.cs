using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>One sync at a time per company, companies in parallel (design section 3 step 4; codat-contract T12).</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SyncLaneTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task TwoSyncsOfOneCompany_NeverInterleaveTheirPushes()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("One at a time");
        var first = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid().ToString()).ToList();
        var second = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid().ToString()).ToList();

        var syncs = await Task.WhenAll(
            app.SyncAsync(company, first.Select(id => RunningApp.Expense(id: id))),
            app.SyncAsync(company, second.Select(id => RunningApp.Expense(id: id))));
        foreach (var sync in syncs)
        {
            Assert.Equal(2000, (await app.EndOfSyncAsync(company, sync)).GetProperty("syncStatusCode").GetInt32());
        }

        var owners = app.Watch.Moments.Select(moment => first.Contains(moment.Transactions[0].Value) ? 1 : 2).ToList();
        Assert.Equal(120, app.Watch.Moments.Where(m => m.IsBegin).Sum(m => m.Transactions.Count));
        Assert.Equal(1, owners.Zip(owners.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public async Task SyncsOfTwoCompanies_RunInParallel()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var companies = await Task.WhenAll(app.CreateCompanyAsync("Left"), app.CreateCompanyAsync("Right"));
        app.Watch.Hold();

        var left = await app.SyncAsync(companies[0], RunningApp.Expense());
        var right = await app.SyncAsync(companies[1], RunningApp.Expense());
        await Eventually.TrueAsync(() => app.Watch.Moments.Count(m => m.IsBegin) == 2);
        Assert.DoesNotContain(app.Watch.Moments, m => !m.IsBegin);

        app.Watch.Release();
        Assert.Equal(2000, (await app.EndOfSyncAsync(companies[0], left)).GetProperty("syncStatusCode").GetInt32());
        Assert.Equal(2000, (await app.EndOfSyncAsync(companies[1], right)).GetProperty("syncStatusCode").GetInt32());
    }

    [Fact]
    public async Task ASecondSync_WaitsInTheQueue_WhileTheFirstPushes()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Queue");
        app.Watch.Hold();
        var first = await app.SyncAsync(company, RunningApp.Expense());
        await Eventually.TrueAsync(() => app.Watch.Moments.Count == 1);

        var second = await app.SyncAsync(company, RunningApp.Expense());
        var status = await app.GetAsync($"companies/{company}/sync/expenses/syncs/{second}/status");
        Assert.Equal(1000, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal("NotStarted", status.GetProperty("syncStatus").GetString());
        Assert.Single(app.Watch.Moments);

        app.Watch.Release();
        await app.EndOfSyncAsync(company, first);
        Assert.Equal(2000, (await app.EndOfSyncAsync(company, second)).GetProperty("syncStatusCode").GetInt32());
    }
}
