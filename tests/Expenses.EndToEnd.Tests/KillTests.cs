using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// 300 transactions with 60 receipts while processes die: at the end nothing is lost, nothing is doubled, and the API and
/// the ledger say the same (P1, P2, P3, P6). The platform is slowed down, so that there is time to die in.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Transactions = 300;
    private const int Receipts = 60;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(6);

    // A request takes longer than LocalHost mostly lives, so the run cannot end before the last kill, yet moves on.
    private static readonly Dictionary<string, string> SlowPlatform = Latency(300, 900);

    // Slower still: here the process lives on, and the run must not end before the last stop of storage.
    private static readonly Dictionary<string, string> SlowerPlatform = Latency(800, 2000);

    [Fact]
    public async Task Run_LocalHostKilledTwentyFiveTimes_NothingLostNothingDoubled()
    {
        var random = Seeded();
        await using var service = await RunningService.StartAsync(SlowPlatform);
        await using var client = Start(service);
        var kills = 0;
        while (kills < 25 && !await client.EndedWithinAsync(TimeSpan.FromMilliseconds(random.Next(50, 1000))))
        {
            await service.KillAndRestartHostAsync();
            kills++;
        }

        Assert.True(kills == 25, $"The run ended after {kills} kills; it was to survive 25.\n{client.Output()}");
        await AssertReconciledAsync(service, client);
    }

    [Fact]
    public async Task Run_AzuriteStoppedAndStartedFiveTimes_NothingLostNothingDoubled()
    {
        var random = Seeded();
        await using var service = await RunningService.StartAsync(SlowerPlatform);
        await using var client = Start(service);
        var stops = 0;
        while (stops < 5 && !await client.EndedWithinAsync(TimeSpan.FromMilliseconds(random.Next(500, 2500))))
        {
            // SIGTERM, not SIGKILL: Azurite acknowledges a table write up to five seconds before it saves it, and no
            // client survives a store that forgets what it acknowledged.
            await service.Azurite.RestartAsync();
            stops++;
        }

        Assert.True(stops == 5, $"The run ended after {stops} stops; it was to survive 5.\n{client.Output()}");
        await AssertReconciledAsync(service, client);
    }

    private static Dictionary<string, string> Latency(int minimum, int maximum) => new()
    {
        ["Sandbox__LatencyMilliseconds__Minimum"] = $"{minimum}",
        ["Sandbox__LatencyMilliseconds__Maximum"] = $"{maximum}",
        // The key of a request that a kill has cut off is free again soon.
        ["Idempotency__Unanswered"] = "00:00:10",
    };

    private Random Seeded()
    {
        var seed = Environment.GetEnvironmentVariable("KILL_SEED") is { } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"seed {seed} (KILL_SEED repeats it)");
        return new Random(seed);
    }

    private ChildProcess Start(RunningService service)
    {
        var data = CardData.Find(service.DataFolder);
        output.WriteLine($"input: {data.Origin}");
        return service.StartSampleRun(
            "--input", data.CsvFile, "--receipts", data.ReceiptsFolder, "--count", $"{Transactions}", "--receipt-count", $"{Receipts}");
    }

    private async Task AssertReconciledAsync(RunningService service, ChildProcess client)
    {
        var ended = await client.EndedWithinAsync(Deadline);
        output.WriteLine(client.Output());
        Assert.True(ended, $"The run did not end within {Deadline}.\n{service.LogTail()}");
        Assert.True(client.ExitCode == 0, $"The client found differences.\n{client.Output()}\n{service.LogTail()}");
        await AssertLedgerAsync(service);
    }

    // Once more from outside the client: what the ledger itself holds against what the API says.
    private static async Task AssertLedgerAsync(RunningService service)
    {
        using var http = service.CreateClient();
        var result = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(service.ResultFile));
        var company = result.GetProperty("company").GetProperty("companyId").GetString()!;
        var connection = result.GetProperty("company").GetProperty("connectionId").GetString()!;
        var run = result.GetProperty("run").GetProperty("runId").GetString()!;
        var ledger = new Ledger(http, company, connection);
        var journals = await ledger.JournalsAsync();
        Assert.Equal(Transactions, journals.Count);
        Assert.Equal(Transactions, journals.Select(j => j.GetProperty("reference").GetString()).Distinct().Count());
        Assert.True(await ledger.IsBalancedAsync());

        var attachments = journals.SelectMany(j => j.GetProperty("attachments").EnumerateArray()).ToList();
        Assert.Equal(Receipts, attachments.Count);
        foreach (var attachment in attachments)
        {
            Assert.Equal(attachment.GetProperty("sha256").GetString(), await ledger.AttachmentSha256Async(attachment.GetProperty("attachmentId").GetString()!));
        }

        var status = await http.GetFromJsonAsync<JsonElement>($"companies/{company}/sync/expenses/runs/{run}");
        var progress = status.GetProperty("progress");
        Assert.Equal("Completed", status.GetProperty("status").GetString());
        Assert.Equal(2000, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal(Receipts, progress.GetProperty("uploaded").GetInt32());
        Assert.Equal(Transactions - Receipts, progress.GetProperty("synced").GetInt32());
    }
}
