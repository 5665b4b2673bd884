using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable.Store.Damage;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Store;

/// <summary>A main file that is not what the engine left is refused at the start: what, where, and what to do.</summary>
public sealed class DamagedFileTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Instances that are gone again: they leave pages free.</summary>
    private const int Passing = 8;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_is_refused()
    {
        File.WriteAllBytes(_folder.Main, []);

        Assert.Contains("it is empty", _folder.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_folder.Main, "Dear diary, today I was mistaken for a database.");

        Assert.Contains("does not begin as a SQLite database does, but with 'Dear diary, toda'", _folder.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_application_is_refused()
    {
        _folder.Execute("CREATE TABLE theirs(x)");

        Assert.Contains("not one of this engine: another application made it", _folder.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused()
    {
        await FillAsync();
        var length = new FileInfo(_folder.Main).Length;
        var lengths = new[] { 1, 15, 16, 99, 100, 512, 4095, 4096, 4097, length / 2, length - 4096, length - 1 }
            .Concat(Enumerable.Range(1, (int)(length / 4096) - 1).Select(page => page * 4096L)).Distinct();
        foreach (var cut in lengths)
        {
            using var copy = _folder.Copy();
            copy.Cut(copy.Main, cut);
            Assert.Contains("is damaged", copy.Refusal(), StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Byte after byte over all pages: header, tables, indexes, free pages. Either the start refuses the file, or the damage
    /// is in a place that holds nothing or in a history or payload, and then whoever reads that is refused.
    /// </summary>
    [Fact]
    public async Task A_flipped_byte_anywhere_is_refused_or_changes_nothing_anybody_can_read()
    {
        await FillAsync();
        var expected = await StoredState.ReadAsync(_folder);
        var length = new FileInfo(_folder.Main).Length;
        var (atStart, atReading, harmless) = (0, 0, 0);
        for (var offset = 0L; offset < length; offset += offset < 200 ? 1 : 29)
        {
            using var copy = _folder.Copy();
            copy.Flip(copy.Main, offset, (int)(offset % 8));
            try
            {
                var state = await StoredState.ReadAsync(copy);
                Assert.True(expected == state, $"byte {offset} changed what is read:\n{state}\ninstead of\n{expected}");
                harmless++;
            }
            catch (RefusedStoreException e) when (e.Data[StoredState.WhileReading] is not null)
            {
                atReading++;
            }
            catch (RefusedStoreException)
            {
                atStart++;
            }
        }

        output.WriteLine($"{length / 4096} pages; refused at the start {atStart}, when read {atReading}, in unused places {harmless}");
        Assert.True(atStart > 0 && atReading > 0);
    }

    private async Task FillAsync()
    {
        // Many rows, then fewer: pages are left free.
        await using (var engine = _folder.Open(UpgradeWorkload.Functions(isGateShut: true)))
        {
            for (var i = 0; i < Passing; i++)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Event", new string('x', 900), new Microsoft.DurableTask.StartOrchestrationOptions($"gone-{i}"));
            }
        }

        await using var test = await TestEngine.StartAsync(
            UpgradeWorkload.Functions(isGateShut: true),
            _ => new LocalHost.Durable.DurableEngineOptions { DatabasePath = _folder.Main, StopGrace = TimeSpan.Zero });
        for (var i = 0; i < Passing; i++)
        {
            await test.Client.TerminateInstanceAsync($"gone-{i}");
            await test.Client.WaitForInstanceCompletionAsync($"gone-{i}");
            await test.Client.PurgeInstanceAsync($"gone-{i}");
        }

        await UpgradeWorkload.PrepareAsync(test);
        await test.DownAsync();
        await using var idle = _folder.Open(UpgradeWorkload.Functions());
        await UpgradeWorkload.LeaveMessagesAsync(idle.Client);
    }
}
