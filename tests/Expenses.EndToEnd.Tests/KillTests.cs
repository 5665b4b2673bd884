using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// 300 transactions with 60 receipts while processes die: at the end nothing is lost, nothing is doubled, and the API and
/// the ledger say the same (P1, P2, P3, P6). The platform is slowed down, so that there is time to die in.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(9);

    // Slow enough to die in the midst of the work; a run that ends all the same is followed by another one.
    private static readonly Dictionary<string, string> SlowPlatform = Latency(300, 900);

    // Slower still: here the process lives on.
    private static readonly Dictionary<string, string> SlowerPlatform = Latency(800, 2000);

    [Fact]
    public async Task Run_LocalHostKilledTwentyFiveTimes_NothingLostNothingDoubled()
    {
        var random = Seeded();
        await using var service = await RunningService.StartAsync(SlowPlatform);
        await using var runs = new SampleRuns(service, output);
        for (var kill = 0; kill < 25; kill++)
        {
            await runs.GoOnForAsync(TimeSpan.FromMilliseconds(random.Next(50, 1000)));
            await service.KillAndRestartHostAsync();
        }

        await AssertReconciledAsync(service, runs);
    }

    [Fact]
    public async Task Run_AzuriteStoppedAndStartedFiveTimes_NothingLostNothingDoubled()
    {
        var random = Seeded();
        await using var service = await RunningService.StartAsync(SlowerPlatform);
        await using var runs = new SampleRuns(service, output);
        for (var stop = 0; stop < 5; stop++)
        {
            await runs.GoOnForAsync(TimeSpan.FromMilliseconds(random.Next(500, 2500)));
            // SIGTERM, not SIGKILL: Azurite acknowledges a table write up to five seconds before it saves it, and no
            // client survives a store that forgets what it acknowledged.
            await service.Azurite.RestartAsync();
        }

        await AssertReconciledAsync(service, runs);
    }

    // What the killed process had sent arrives when the emulator goes on: behind the start of the next process.
    [Fact]
    public async Task Run_HostKilledWhileStorageStandsStill_OnAPlatformThatFinishesLater_NothingLostNothingDoubled()
    {
        var random = Seeded();
        await using var service = await RunningService.StartAsync(new Dictionary<string, string>(SlowPlatform)
        {
            ["Sandbox__Asynchronous"] = "true",
            ["Sandbox__CompletionDelay"] = "00:00:01",
        });
        await using var runs = new SampleRuns(service, output);
        for (var kill = 0; kill < 3; kill++)
        {
            await runs.GoOnForAsync(TimeSpan.FromMilliseconds(random.Next(200, 1500)));
            await SignalAsync(service, "STOP");
            await runs.GoOnForAsync(TimeSpan.FromMilliseconds(random.Next(20, 300)));
            var restart = service.KillAndRestartHostAsync();
            await runs.GoOnForAsync(TimeSpan.FromMilliseconds(random.Next(20, 300)));
            await SignalAsync(service, "CONT");
            await restart;
        }

        await AssertReconciledAsync(service, runs);
    }

    private static async Task SignalAsync(RunningService service, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{service.Azurite.ProcessId}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
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

    private async Task AssertReconciledAsync(RunningService service, SampleRuns runs)
    {
        await runs.AssertAllReconciledAsync(Deadline);
        output.WriteLine($"{runs.Count} runs\n{runs.Output()}");
        foreach (var result in runs.Results())
        {
            await AssertLedgerAsync(service, result);
        }
    }

    // Once more from outside the client: what the ledger itself holds against what the API says.
    private static async Task AssertLedgerAsync(RunningService service, JsonElement result)
    {
        using var http = service.CreateClient();
        var company = result.GetProperty("company").GetProperty("companyId").GetString()!;
        var connection = result.GetProperty("company").GetProperty("connectionId").GetString()!;
        var run = result.GetProperty("run").GetProperty("runId").GetString()!;
        var ledger = new Ledger(http, company, connection);
        var journals = await ledger.JournalsAsync();
        Assert.Equal(SampleRuns.Transactions, journals.Count);
        Assert.Equal(SampleRuns.Transactions, journals.Select(j => j.GetProperty("reference").GetString()).Distinct().Count());
        Assert.True(await ledger.IsBalancedAsync());

        var attachments = journals.SelectMany(j => j.GetProperty("attachments").EnumerateArray()).ToList();
        Assert.Equal(SampleRuns.Receipts, attachments.Count);
        foreach (var attachment in attachments)
        {
            Assert.Equal(attachment.GetProperty("sha256").GetString(), await ledger.AttachmentSha256Async(attachment.GetProperty("attachmentId").GetString()!));
        }

        await AssertNoDriftAsync(http, company);
        var status = await http.GetFromJsonAsync<JsonElement>($"companies/{company}/sync/expenses/runs/{run}");
        var progress = status.GetProperty("progress");
        Assert.Equal("Completed", status.GetProperty("status").GetString());
        Assert.Equal(2000, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal(SampleRuns.Receipts, progress.GetProperty("uploaded").GetInt32());
        Assert.Equal(SampleRuns.Transactions - SampleRuns.Receipts, progress.GetProperty("synced").GetInt32());
    }

    // And the service's own word for it.
    private static async Task AssertNoDriftAsync(HttpClient http, string company)
    {
        var address = $"companies/{company}/sync/expenses/reconciliation";
        using var started = await http.PostAsync(address, content: null);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var found = await Eventually.GetAsync(
            async () =>
            {
                using var response = await http.GetAsync(address);
                return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
            },
            body => body.ValueKind == JsonValueKind.Object
                && body.GetProperty("id").GetString() == id
                && body.GetProperty("status").GetString() != "Running",
            Deadline);
        Assert.True(found.GetProperty("status").GetString() == "Complete" && found.GetProperty("drift").GetInt32() == 0, found.GetRawText());
        Assert.Equal(SampleRuns.Transactions, found.GetProperty("recorded").GetProperty("count").GetInt32());
        Assert.Equal(found.GetProperty("recorded").GetRawText(), found.GetProperty("ledger").GetRawText());
    }
}
