using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Testing;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Tests.Http;
using ExpensesFunctions.Tests.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ExpensesFunctions.Tests.Stored;

/// <summary>
/// The table of malformed requests against the running service on real storage: every one refused, and not a row, blob or
/// message more, less or different after them.
/// </summary>
public sealed class MalformedOnStorageTests : IAsyncLifetime
{
    private readonly string _sync = Guid.NewGuid().ToString("D");
    private readonly string _run = Guid.NewGuid().ToString("D");
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    private AzuriteServer _azurite = null!;
    private RunningApp _app = null!;
    private string _company = "";
    private string _connection = "";

    // An account of its own: what another app leaves behind must not move while this one is looked at.
    public async Task InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        _app = await RunningApp.StartAsync(_azurite, replace: services =>
        {
            services.RemoveAll<IAccountingConnector>();
            services.AddSingleton<IAccountingConnector>(new SmallLedger());

            // A run that grew a minute old without an orchestration would be begun again in the middle of this.
            services.AddSingleton<TimeProvider>(new StoppedTime(_now));
        });
        await PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task EveryMalformedRequest_IsRefused_AndStorageHoldsWhatItHeld()
    {
        var account = new StoredAccount(_azurite);
        var before = await account.ReadAsync();
        Assert.True(before.Count > 50, string.Join('\n', before.Keys));

        var wrong = new List<string>();
        foreach (var (name, malformed) in MalformedRequests.All)
        {
            using var message = malformed.ToMessage(_company, _connection, _sync, _run);
            using var response = await _app.Http.SendAsync(message);
            if ((int)response.StatusCode != malformed.Status)
            {
                wrong.Add($"{name}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(StoredAccount.Differences(before, await account.ReadAsync()));

        // One that is well formed: the comparison sees what is stored.
        await _app.PostAsync("companies", new { name = "Well formed" });
        Assert.NotEmpty(StoredAccount.Differences(before, await account.ReadAsync()));
    }

    private async Task PrepareAsync()
    {
        _company = (await _app.PostAsync("companies", new { name = "Harbour & Pine Ltd" })).GetProperty("id").GetString()!;
        _connection = (await _app.PostAsync($"companies/{_company}/connections", new { platformKey = SmallLedger.Key })).GetProperty("id").GetString()!;
        await _app.PostAsync($"companies/{_company}/sync/expenses/connections/partnerExpense", new { });
        using var receipt = await _app.Http.PutAsync(
            $"companies/{_company}/sync/expenses/receipts/{HttpApp.Receipt}?fileName=r.pdf", new ByteArrayContent("%PDF-1.7"u8.ToArray()));
        Assert.True(receipt.IsSuccessStatusCode);
        var key = new CompanyKey(new ClientId(_app.Client), new CompanyId(_company));
        await AddSyncAsync(key);
        await _app.Services.GetRequiredService<IExpenseRunStore>().AddAsync(
            new ExpenseRun { Company = key, Id = new RunId(_run), RequestSha256 = "sha", ExpenseCount = 0, ReceiptCount = 0, Created = _now }, []);
        await Eventually.TrueAsync(async () => !(await new StoredAccount(_azurite).ReadAsync()).Keys.Any(IsUnderWay));
    }

    // What is told of the preparations is on its way until it is neither in the list nor in the queue.
    private static bool IsUnderWay(string place) =>
        place.StartsWith("queue ", StringComparison.Ordinal)
        || place.StartsWith("table committedevents", StringComparison.Ordinal)
        || place.Contains(" 'event~", StringComparison.Ordinal);

    private async Task AddSyncAsync(CompanyKey company)
    {
        var syncs = _app.Services.GetRequiredService<ISyncStore>();
        var sync = await syncs.AddAsync(new SyncRecord
        {
            Company = company,
            Id = new SyncId(_sync),
            DatasetIds = [new DatasetId(Guid.NewGuid().ToString("D"))],
            Requested = _now,
            CorrelationId = Guid.NewGuid().ToString("N"),
        });
        await _app.Services.GetRequiredService<ISyncTransactionStore>().SaveAsync(company, sync.Id, [
            new SyncTransaction(0, new TransactionId(HttpApp.CompletedTransaction), TransactionStatus.Completed, "Record 17 was made.", "17"),
            new SyncTransaction(1, new TransactionId(HttpApp.FailedTransaction), TransactionStatus.PushError, "The period is locked."),
        ]);
        await syncs.UpdateAsync(sync with
        {
            Code = SyncStatusCode.PushError,
            Stage = SyncStage.Finished,
            TransactionCount = 2,
            ErrorMessage = "One transaction was refused.",
            DataPushed = true,
        });
    }
}
