using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Expenses.Storage.Tests;

public sealed class StartAndRestartTests : IAsyncLifetime
{
    private const int Writes = 30;

    // The policy of the app, for a minute and a half: how long a restart takes is the machine's affair.
    private const int RetriesOfASlowMachine = 15;

    private AzuriteServer? _server;

    private AzuriteServer Server => _server!;

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task Start_StorageIsNotThereYet_WaitsForItAndCanBeDoneAgain()
    {
        await Server.StopAsync();
        var time = new ManualTimeProvider();
        await using var services = StorageFixture.Build(Server.ConnectionString, "wait", time);
        var start = StorageFixture.StartAsync(services);
        await Eventually.TrueAsync(() => time.NextDue is not null);
        Assert.False(start.IsCompleted);

        await Server.StartAgainAsync();
        await Eventually.TrueAsync(() =>
        {
            // Only its pauses pass: while it tries, its deadline comes no nearer.
            if (time.NextDue is { } due)
            {
                time.AdvanceTo(due);
            }

            return start.IsCompleted;
        });
        await start;
        await StorageFixture.StartAsync(services);
        Assert.Null(await services.GetRequiredService<ICompanyStore>().FindAsync(Make.Company()));
    }

    [Fact]
    public async Task Start_StorageStaysAway_FailsAfterTheDeadlineWithTheCause()
    {
        await Server.StopAsync();
        await using var services = StorageFixture.Build(Server.ConnectionString, "away", TimeProvider.System);
        services.GetRequiredService<IOptions<StorageOptions>>().Value.StartDeadline = TimeSpan.Zero;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StorageFixture.StartAsync(services));
        Assert.Contains("'AzureWebJobsStorage'", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
    }

    [Fact]
    public async Task Restart_WhileEveryPortIsInUse_LosesNothingAndFailsNothing()
    {
        await using var services = StorageFixture.Build(Server.ConnectionString, "restart", TimeProvider.System, RetriesOfASlowMachine);
        await StorageFixture.StartAsync(services);
        var company = Make.Company();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = WriteAsync(services, company, begun);
        await await Task.WhenAny(begun.Task, writing);
        await Server.RestartAsync();
        await writing;

        var intents = await services.GetRequiredService<IPushIntentStore>()
            .FindAsync(company, [.. Enumerable.Range(0, Writes).Select(Make.Transaction)]);
        Assert.Equal(Writes, intents.Values.Count(intent => intent.State == PushIntentState.Completed));
        Assert.Equal(Writes, (await services.GetRequiredService<ISyncStore>().ListAsync(company).ToListAsync()).Count);
        for (var i = 0; i < Writes; i++)
        {
            Assert.NotNull(await services.GetRequiredService<IReceiptStore>().FindAsync(company, new ReceiptId($"r{i}")));
        }
    }

    private static async Task WriteAsync(ServiceProvider services, CompanyKey company, TaskCompletionSource begun)
    {
        var rules = new AttachmentRules(1000, new HashSet<string>(StringComparer.Ordinal) { "pdf" }, 1);
        for (var i = 0; i < Writes; i++)
        {
            var intent = Assert.Single(await services.GetRequiredService<IPushIntentStore>().SaveAsync([Make.Intent(company, Make.Transaction(i))]));
            var sync = await services.GetRequiredService<ISyncStore>().AddAsync(Make.Sync(company, $"s{i}", TimeSpan.FromSeconds(i)));
            await services.GetRequiredService<IReceiptStore>().SaveAsync(
                new ReceiptUpload(company, new ReceiptId($"r{i}"), "r.pdf", new MemoryStream("%PDF-1.7"u8.ToArray()), rules));
            await services.GetRequiredService<ISyncRequestQueue>().EnqueueAsync(new SyncRequestV1("c", "c", $"s{i}", 0));
            await services.GetRequiredService<ISyncStore>().UpdateAsync(sync.Finished(SyncStatusCode.Complete));
            await services.GetRequiredService<IPushIntentStore>().SaveAsync([intent with { State = PushIntentState.Completed }]);
            if (i == 3)
            {
                begun.SetResult();
            }
        }
    }
}
