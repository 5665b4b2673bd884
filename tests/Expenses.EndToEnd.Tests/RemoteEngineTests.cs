using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// Two services with a storage account each: one stands for the remote account with the ledger, the other runs expenses
/// through it. 120 expenses with 20 receipts end as they do on one service: same totals, same statuses, and the receipts,
/// byte for byte, on the remote ledger.
/// </summary>
public sealed class RemoteEngineTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    // The run must see the end by itself within the deadline, or not at all: so each way is shown to work alone.
    private const string LooksOften = "00:00:02";
    private const string LooksTooSeldom = "01:00:00";

    // Slow enough for deaths within the run; a run that ends all the same is followed by another one.
    private static readonly Dictionary<string, string> SlowLedger = new()
    {
        ["Sandbox__LatencyMilliseconds__Minimum"] = "300",
        ["Sandbox__LatencyMilliseconds__Maximum"] = "900",
    };

    // A sync on it ends so long after its request was answered that the expense side has written down who waits for it. An
    // event that is quicker than that is one of those that get lost, which looking is for.
    private static readonly Dictionary<string, string> LateLedger = new()
    {
        ["Sandbox__Asynchronous"] = "true",
        ["Sandbox__CompletionDelay"] = "00:00:08",
    };

    [Fact]
    public async Task Run_ExpenseSideKilledFiveTimes_EndsAsOnOneService_ByPolling()
    {
        var random = Seeded();
        await using var lane = await RemoteLane.StartAsync(SlowLedger, LooksOften, withWebhook: false);
        var runs = new List<string> { await lane.StartRunAsync() };
        for (var kill = 0; kill < 5; kill++)
        {
            while (await lane.EndedWithinAsync(runs[^1], TimeSpan.FromMilliseconds(random.Next(200, 1500))))
            {
                runs.Add(await lane.StartRunAsync());
            }

            await lane.Expenses.KillAndRestartHostAsync();
        }

        output.WriteLine($"{runs.Count} runs");
        await AssertSettledAsync(lane, runs);
    }

    [Fact]
    public async Task Run_EndOfSyncToldByWebhook_EndsWithoutEverLooking()
    {
        await using var lane = await RemoteLane.StartAsync(LateLedger, LooksTooSeldom, withWebhook: true);
        var run = await lane.StartRunAsync();

        await AssertSettledAsync(lane, [run]);
        await AssertReconciledThereOnlyAsync(lane);
    }

    // The ledger is the account's: the expense side says that it cannot be asked, the account has no drift.
    private static async Task AssertReconciledThereOnlyAsync(RemoteLane lane)
    {
        var address = $"companies/{lane.Company}/sync/expenses/reconciliation";
        using var here = lane.Expenses.CreateClient();
        using var refused = await here.PostAsync(address, content: null);
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var none = await here.GetAsync(address);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);

        using var there = lane.Account.CreateClient();
        using var started = await there.PostAsync(address, content: null);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, started.StatusCode);
        var found = await Eventually.GetAsync(
            async () =>
            {
                using var response = await there.GetAsync(address);
                return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
            },
            body => body.ValueKind == JsonValueKind.Object && body.GetProperty("status").GetString() != "Running",
            Deadline);
        Assert.True(found.GetProperty("drift").GetInt32() == 0, found.GetRawText());
        Assert.Equal(RemoteLane.Transactions, found.GetProperty("recorded").GetProperty("count").GetInt32());
    }

    private Random Seeded()
    {
        var seed = Environment.GetEnvironmentVariable("KILL_SEED") is { } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"seed {seed} (KILL_SEED repeats it)");
        return new Random(seed);
    }

    private async Task AssertSettledAsync(RemoteLane lane, IReadOnlyList<string> runs)
    {
        var syncs = new List<string>();
        foreach (var run in runs)
        {
            await AssertEndedAsync(lane, run);
            syncs.Add(AssertSettled(await lane.RunAsync(run)));
        }

        await AssertAccountAsync(lane, syncs);
    }

    private async Task AssertEndedAsync(RemoteLane lane, string run)
    {
        try
        {
            await Eventually.TrueAsync(() => lane.HasEndedAsync(run), Deadline, "the run has ended");
        }
        catch (TimeoutException)
        {
            output.WriteLine($"expense side:\n{lane.Expenses.LogTail()}\naccount:\n{lane.Account.LogTail()}");
            throw;
        }
    }

    private string AssertSettled(JsonElement status)
    {
        output.WriteLine(status.ToString());
        Assert.Equal("Completed", status.GetProperty("status").GetString());
        Assert.Equal(2000, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal("Complete", status.GetProperty("syncStatus").GetString());
        var progress = status.GetProperty("progress");
        Assert.Equal(RemoteLane.Transactions, progress.GetProperty("pushed").GetInt32());
        Assert.Equal(0, progress.GetProperty("failed").GetInt32());
        Assert.Equal(RemoteLane.Receipts, progress.GetProperty("receiptsAttached").GetInt32());
        Assert.Equal(RemoteLane.Receipts, progress.GetProperty("uploaded").GetInt32());
        Assert.Equal(RemoteLane.Transactions - RemoteLane.Receipts, progress.GetProperty("synced").GetInt32());
        return status.GetProperty("syncId").GetString()!;
    }

    // What the account itself holds: its statuses, its ledger, the receipts' bytes.
    private static async Task AssertAccountAsync(RemoteLane lane, List<string> syncs)
    {
        using var http = lane.Account.CreateClient();
        var path = $"companies/{lane.Company}/sync/expenses/syncs";
        Assert.Equal(syncs.Count, (await http.GetFromJsonAsync<JsonElement>($"{path}/list/status")).GetArrayLength());
        foreach (var sync in syncs)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"{path}/{sync}/transactions?pageSize=1000");
            Assert.Equal(RemoteLane.Transactions, page.GetProperty("totalResults").GetInt32());
            Assert.All(page.GetProperty("results").EnumerateArray(), row => Assert.Equal("Completed", row.GetProperty("status").GetString()));
        }

        var ledger = new Ledger(http, lane.Company, lane.Connection);
        var journals = await ledger.JournalsAsync();
        Assert.Equal(syncs.Count * RemoteLane.Transactions, journals.Count);
        Assert.True(await ledger.IsBalancedAsync());
        var attached = new List<string>();
        foreach (var attachment in journals.SelectMany(j => j.GetProperty("attachments").EnumerateArray()))
        {
            attached.Add(await ledger.AttachmentSha256Async(attachment.GetProperty("attachmentId").GetString()!));
        }

        Assert.Equal(syncs.Count * RemoteLane.Receipts, attached.Count);
        Assert.Equal(lane.ReceiptHashes.Order(StringComparer.Ordinal), attached.Order(StringComparer.Ordinal));
    }
}
