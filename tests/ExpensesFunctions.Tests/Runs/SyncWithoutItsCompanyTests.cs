using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>What a running sync comes to when its company or connection goes meanwhile (codat-contract §4.9: 4040, 4220).</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SyncWithoutItsCompanyTests(AzuriteFixture azurite)
{
    private const int Batch = 25;

    [Theory]
    [InlineData("DELETE", "companies/{0}", 4040)]
    [InlineData("DELETE", "companies/{0}/connections/{1}", 4040)]
    [InlineData("PATCH", "companies/{0}/connections/{1}", 4220)]
    public async Task WhatIsSentStays_AndTheRestIsNotSent(string method, string path, int code)
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var (record, rows) = await EndAsync(app, Enumerable.Range(0, 2 * Batch).Select(_ => RunningApp.Expense()), method, path);
        Assert.Equal(code, (int)record.Code);
        Assert.True(record.DataPushed);
        Assert.Equal(Batch, rows.Count(row => row.Status == TransactionStatus.Completed));
        Assert.Equal(Batch, rows.Count(row => row.Status == TransactionStatus.PushError));
        Assert.Equal(1, app.Watch.Moments.Count(moment => moment.IsBegin));
    }

    /// <summary>Behind the last transaction that can be pushed stand some that were refused before: nothing is left to ask the ledger for.</summary>
    [Theory]
    [InlineData("DELETE", "companies/{0}")]
    [InlineData("DELETE", "companies/{0}/connections/{1}")]
    [InlineData("PATCH", "companies/{0}/connections/{1}")]
    public async Task WhatIsDecided_KeepsItsCode_WhenTheConnectionGoesBeforeTheLastBatchIsWalked(string method, string path)
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var (record, rows) = await EndAsync(
            app, Enumerable.Range(0, Batch + 1).Select(number => RunningApp.Expense(account: number < Batch ? "429" : "none")), method, path);
        Assert.Equal(5120, (int)record.Code);
        Assert.True(record.DataPushed);
        Assert.Equal(Batch, rows.Count(row => row.Status == TransactionStatus.Completed));
        Assert.Equal(1, rows.Count(row => row.Status == TransactionStatus.ValidationError));
    }

    /// <summary>A crash between the last outcome and its row leaves the end to what is found when the connection has gone.</summary>
    [Theory]
    [InlineData(2, 0, 4220, 2000)]
    [InlineData(2, 0, 4040, 2000)]
    [InlineData(2, 0, 5000, 2000)]
    [InlineData(1, 1, 4220, 4220)]
    [InlineData(1, 0, 4040, 4040)]
    public async Task ASyncAllOfWhoseTransactionsLanded_IsComplete_WhateverCutItOff(int completed, int refused, int stop, int code)
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = new CompanyKey(new ClientId(app.Client), new CompanyId(await app.CreateCompanyAsync("Cut off")));
        var now = DateTimeOffset.UtcNow;
        var syncs = app.Services.GetRequiredService<ISyncStore>();
        var queued = new SyncRecord
        {
            Company = company,
            Id = new SyncId(Guid.NewGuid().ToString()),
            DatasetIds = [new DatasetId(Guid.NewGuid().ToString())],
            Requested = now,
            CorrelationId = "0123456789abcdef0123456789abcdef",
        };
        var sync = await syncs.AddAsync(queued.Start(now).Push(2));
        await syncs.SetProgressAsync(company, sync.Id, 0, new SyncCounts(Completed: completed, PushErrors: refused));

        var ended = await app.Services.GetRequiredService<SyncFinishing>().FinishAsync(
            sync.ToRequest(), (SyncStatusCode)stop, "The connection is gone.", CancellationToken.None);

        Assert.Equal(code, (int)ended!.Code);
        Assert.True(ended.DataPushed);
        Assert.Equal(code == 2000, ended.ErrorMessage.Length == 0);
    }

    /// <summary>The platform would finish tomorrow; asked again after its connection has gone, the wait is over at once and not after eight minutes of repeats.</summary>
    [Theory]
    [InlineData("DELETE", 4040)]
    [InlineData("PATCH", 4220)]
    public async Task AWaitForThePlatformsLaterWord_EndsWhenTheConnectionGoes(string method, int code)
    {
        await using var app = await RunningApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:Asynchronous"] = "true", ["Sandbox:CompletionDelay"] = "1.00:00:00" });
        var company = await app.CreateCompanyAsync("Goes later");
        var connection = (await app.GetAsync($"companies/{company}/connections?query=sourceType%3Daccounting"))
            .GetProperty("results")[0].GetProperty("id").GetString();
        var sync = await app.SyncAsync(company, [RunningApp.Expense()]);
        var key = new CompanyKey(new ClientId(app.Client), new CompanyId(company));
        var rows = await Eventually.GetAsync(
            () => app.Services.GetRequiredService<ISyncTransactionStore>().ListAsync(key, new SyncId(sync), 0, 1),
            found => found.Count == 1 && app.Watch.Moments.Any(moment => !moment.IsBegin),
            RunningApp.Deadline);
        await Eventually.GetAsync(
            () => app.Services.GetRequiredService<IPushIntentStore>().FindAsync(key, [rows[0].TransactionId]),
            found => found.Values.Single().PushOperationKey is not null,
            RunningApp.Deadline);

        using var request = new HttpRequestMessage(new HttpMethod(method), $"companies/{company}/connections/{connection}");
        request.Content = method == "PATCH" ? System.Net.Http.Json.JsonContent.Create(new { status = "Unlinked" }) : null;
        using var response = await app.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);

        var record = await Eventually.GetAsync(
            () => app.Services.GetRequiredService<ISyncStore>().FindAsync(key, new SyncId(sync)), found => found!.IsFinished, RunningApp.Deadline);
        rows = await app.Services.GetRequiredService<ISyncTransactionStore>().ListAsync(key, new SyncId(sync), 0, 1);
        Assert.Equal(code, (int)record!.Code);
        Assert.Equal(TransactionStatus.Unknown, rows[0].Status);
    }

    /// <summary>Syncs, takes the company or its connection away while the first batch is at the platform, and waits for the end.</summary>
    private static async Task<(SyncRecord Record, IReadOnlyList<SyncTransaction> Rows)> EndAsync(
        RunningApp app, IEnumerable<object> transactions, string method, string path)
    {
        var company = await app.CreateCompanyAsync("Goes");
        var connection = (await app.GetAsync($"companies/{company}/connections?query=sourceType%3Daccounting"))
            .GetProperty("results")[0].GetProperty("id").GetString();
        app.Watch.Hold();
        var sync = await app.SyncAsync(company, transactions);
        await Eventually.TrueAsync(() => Task.FromResult(app.Watch.Moments.Count == 1), RunningApp.Deadline);

        using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(path, company, connection));
        request.Content = method == "PATCH" ? System.Net.Http.Json.JsonContent.Create(new { status = "Unlinked" }) : null;
        using var response = await app.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
        app.Watch.Release();

        var key = new CompanyKey(new ClientId(app.Client), new CompanyId(company));
        var record = await Eventually.GetAsync(
            () => app.Services.GetRequiredService<ISyncStore>().FindAsync(key, new SyncId(sync)),
            found => found!.IsFinished,
            RunningApp.Deadline);
        var rows = await app.Services.GetRequiredService<ISyncTransactionStore>().ListAsync(key, new SyncId(sync), 0, 2 * Batch);
        return (record!, rows);
    }
}
