using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Each of the twelve status codes where the contract raises it (codat-contract §4.9), through the running service on a clock of the test.</summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">Where the table is printed.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SyncStatusCodeTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Batch = 25;
    private static readonly TimeSpan Deadline = RunningApp.Deadline;

    private readonly JumpingTimeProvider _clock = new();
    private readonly SortedSet<int> _seen = [];

    [Fact]
    public async Task EachCode_IsRaisedWhereTheContractSays()
    {
        await using var app = await RunningApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:RejectMerchant"] = "Refused Ltd" }, _clock);

        await InProgressAsync(app);
        await ProvokeAsync(app, "nothing to write", 2040, "Complete", []);
        await ProvokeAsync(app, "a transaction that cannot be mapped", 5120, "ProcessingError", [RunningApp.Expense(account: "none")]);
        await ProvokeAsync(app, "a transaction the platform refuses", 5130, "PushError", [RunningApp.Expense(merchant: "Refused Ltd"), RunningApp.Expense(account: "none")]);
        await UnconfiguredAsync(app);
        await DuplicateAsync(app);
        await GoneAtStartAsync(app, "connection deleted in the queue", 4040, "NotFound", HttpMethod.Delete);
        await GoneAtStartAsync(app, "connection unlinked in the queue", 4220, "Unauthorized", HttpMethod.Patch);
        foreach (var (fault, code, text) in new[] { ("AccessRevoked", 4220, "Unauthorized"), ("SubscriptionLapsed", 4260, "BillingExpired"), ("Broken", 5000, "Error"), ("Unavailable", 5000, "Error") })
        {
            await FaultAsync(app, $"{fault} at the start", code, text, fault, afterWrites: 0);
            await FaultAsync(app, $"{fault} midway", code, text, fault, afterWrites: 1);
        }

        Assert.Equal(SyncStatusTable.All.Keys.Select(code => (int)code).Order(), _seen);
    }

    [Fact]
    public async Task AFault_IsReadBack_AndOneThatIsNone_IsRefusedByField()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var address = $"{await ConnectionAsync(app, await app.CreateCompanyAsync("Fault"))}/sandbox/fault";

        await app.PutAsync(address, new { kind = "unavailable", afterWrites = 2 });
        var refused = await app.PutAsync(address, new { kind = "Tired", afterWrites = -1 }, status: 400);
        await app.PutAsync($"companies/{Guid.NewGuid()}/connections/{Guid.NewGuid()}/sandbox/fault", new { kind = "None" }, status: 404);

        Assert.Equal(["/kind", "/afterWrites"], refused.GetProperty("validation").GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("itemId").GetString()));
        Assert.Equal("""{"kind":"Unavailable","afterWrites":2}""", (await app.GetAsync(address)).ToString());
    }

    private async Task InProgressAsync(RunningApp app)
    {
        var company = await app.CreateCompanyAsync("In progress");
        app.Watch.Hold();
        var sync = await app.SyncAsync(company, RunningApp.Expense());
        var running = await Eventually.GetAsync(
            () => app.GetAsync(StatusOf(company, sync)), status => status.GetProperty("syncStatus").GetString() == "Pushing", Deadline);
        Note("running", 1000, "Pushing", running);
        _clock.Jump(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Note("running for more than ten minutes", 1010, "Pushing", await app.GetAsync(StatusOf(company, sync)));
        app.Watch.Release();
        Note("written", 2000, "Complete", await EndAsync(app, company, sync));
    }

    private async Task ProvokeAsync(RunningApp app, string name, int code, string text, object[] transactions)
    {
        var company = await app.CreateCompanyAsync(name);
        Note(name, code, text, await EndAsync(app, company, await app.SyncAsync(company, transactions)));
    }

    private async Task UnconfiguredAsync(RunningApp app)
    {
        var company = (await app.PostAsync("companies", new { name = "Unconfigured" })).GetProperty("id").GetString()!;
        await app.PostAsync($"companies/{company}/connections", new { platformKey = "mqjo" });
        await app.PostAsync($"companies/{company}/sync/expenses/connections/partnerExpense", new { });
        var status = await EndAsync(app, company, await app.SyncAsync(company, RunningApp.Expense()));
        Note("no configuration", 4000, "ConfigError", status);
    }

    private async Task DuplicateAsync(RunningApp app)
    {
        var company = await app.CreateCompanyAsync("Duplicate");
        var expense = RunningApp.Expense(id: Guid.NewGuid().ToString());
        var datasets = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            datasets.Add((await app.PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items = new[] { expense } })).GetProperty("datasetId").GetString()!);
        }

        foreach (var (dataset, code, text) in datasets.Zip([2000, 5080], ["Complete", "DuplicationError"]))
        {
            var sync = (await app.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { dataset } })).GetProperty("syncId").GetString()!;
            Note("completed meanwhile", code, text, await EndAsync(app, company, sync));
        }
    }

    // The second sync of a company waits until the first has ended, and starts without its connection.
    private async Task GoneAtStartAsync(RunningApp app, string name, int code, string text, HttpMethod method)
    {
        var company = await app.CreateCompanyAsync(name);
        var pushes = app.Watch.Moments.Count;
        app.Watch.Hold();
        var first = await app.SyncAsync(company, RunningApp.Expense());
        await Eventually.TrueAsync(() => Tick() && app.Watch.Moments.Count > pushes, Deadline);
        var second = await app.SyncAsync(company, RunningApp.Expense());
        using var request = new HttpRequestMessage(method, await ConnectionAsync(app, company));
        request.Content = method == HttpMethod.Patch ? JsonContent.Create(new { status = "Unlinked" }) : null;
        using var response = await app.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
        app.Watch.Release();
        await EndAsync(app, company, first);
        Note(name, code, text, await EndAsync(app, company, second));
    }

    // What was not written is written by a retry when the fault has ended, and nothing twice.
    private async Task FaultAsync(RunningApp app, string name, int code, string text, string fault, int afterWrites)
    {
        var company = await app.CreateCompanyAsync(name);
        var address = $"{await ConnectionAsync(app, company)}/sandbox/fault";
        await app.PutAsync(address, new { kind = fault, afterWrites });
        var sync = await app.SyncAsync(company, Enumerable.Range(0, 2 * Batch).Select(_ => RunningApp.Expense()));
        var status = await EndAsync(app, company, sync);
        Note(name, code, text, status);
        Assert.Equal(afterWrites > 0, status.GetProperty("dataPushed").GetBoolean());
        var record = await app.Services.GetRequiredService<ISyncStore>().FindAsync(new CompanyKey(new ClientId(app.Client), new CompanyId(company)), new SyncId(sync));
        Assert.Contains($"Correlation ID: {record!.CorrelationId}.", status.GetProperty("syncExceptionMessage").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", status.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal(afterWrites * Batch, (await app.JournalsAsync(company)).Count);
        if (afterWrites > 0)
        {
            var rows = (await app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions")).GetProperty("results").EnumerateArray().ToList();
            Assert.Equal((Batch, Batch), (rows.Count(row => Is(row, "Completed")), rows.Count(row => Is(row, "PushError") || Is(row, "Unknown"))));
        }

        await app.PutAsync(address, new { kind = "None" });
        if (code == 4220)
        {
            // Its customer has to consent again before anything can be pushed.
            Assert.Equal("Deauthorized", (await app.GetAsync(await ConnectionAsync(app, company))).GetProperty("status").GetString());
            return;
        }

        await app.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/retry", new { });
        Assert.Equal(2000, (await EndAsync(app, company, sync)).GetProperty("syncStatusCode").GetInt32());
        Assert.Equal(2 * Batch, (await app.JournalsAsync(company)).Count);
    }

    private void Note(string name, int code, string text, JsonElement status)
    {
        output.WriteLine(
            $"{status.GetProperty("syncStatusCode").GetInt32()} {status.GetProperty("syncStatus").GetString(),-16} {name}: {status.GetProperty("errorMessage").GetString()} | {status.GetProperty("syncExceptionMessage").GetString()}");
        Assert.True((code, text) == (status.GetProperty("syncStatusCode").GetInt32(), status.GetProperty("syncStatus").GetString()), $"{name}: {status}");
        _seen.Add(code);
    }

    private Task<JsonElement> EndAsync(RunningApp app, string company, string sync) => Eventually.GetAsync(
        () =>
        {
            Tick();
            return app.GetAsync(StatusOf(company, sync));
        },
        status => status.GetProperty("syncStatusCode").GetInt32() >= 2000,
        Deadline);

    private static string StatusOf(string company, string sync) => $"companies/{company}/sync/expenses/syncs/{sync}/status";

    // Every look moves the clock by the longest pause between two attempts.
    private bool Tick()
    {
        _clock.Jump(TimeSpan.FromSeconds(30));
        return true;
    }

    private static async Task<string> ConnectionAsync(RunningApp app, string company)
    {
        var connection = (await app.GetAsync($"companies/{company}/connections?query=sourceType%3Daccounting")).GetProperty("results")[0];
        return $"companies/{company}/connections/{connection.GetProperty("id").GetString()}";
    }

    private static bool Is(JsonElement row, string status) => row.GetProperty("status").GetString() == status;
}
