using System.Globalization;
using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable.Store.Damage;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Store;

/// <summary>A main file that is not what the engine left is refused at the start: what, where, and what to do.</summary>
[Trait("Lane", "long")]
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
    /// is in a place that holds nothing or in a history or payload, and then whoever reads that is refused. ENGINE_FLIP_STRIDE in
    /// the environment says how many bytes are passed over.
    /// </summary>
    [Fact]
    public async Task A_flipped_byte_anywhere_is_refused_or_changes_nothing_anybody_can_read()
    {
        await FillAsync();
        var expected = await StoredState.ReadAsync(_folder);
        var length = new FileInfo(_folder.Main).Length;
        var stride = int.Parse(Environment.GetEnvironmentVariable("ENGINE_FLIP_STRIDE") ?? "101", CultureInfo.InvariantCulture);
        var tally = new Tally(expected);
        // The header byte by byte, of each page the beginning, where its kind and its counts stand.
        for (var offset = 0L; offset < length; offset += offset < 100 || offset % 4096 < 8 ? 1 : stride)
        {
            await tally.AddAsync(_folder, $"byte {offset}", copy => copy.Flip(copy.Main, offset, (int)(offset % 8)));
        }

        output.WriteLine($"{length / 4096} pages; {tally}");
        Assert.True(tally.AtStart > 0 && tally.AtReading > 0);
    }

    /// <summary>Of each table and index the first page, and of the free ones: torn, blank, full of something else, or another one's.</summary>
    [Theory]
    [InlineData("first half blank")]
    [InlineData("second half blank")]
    [InlineData("blank")]
    [InlineData("garbage")]
    [InlineData("another page")]
    public async Task A_torn_page_of_any_table_or_index_is_refused(string damage)
    {
        await FillAsync();
        var expected = await StoredState.ReadAsync(_folder);
        var pages = _folder.Query("SELECT name || ' ' || rootpage FROM sqlite_master WHERE rootpage > 0 UNION ALL SELECT 'sqlite_schema 1' ORDER BY 1").ConvertAll(line => line.Split(' '));
        Assert.True(pages.Count >= 12, $"{pages.Count} tables and indexes");
        foreach (var (name, number) in pages.Select(page => (page[0], int.Parse(page[1], CultureInfo.InvariantCulture))))
        {
            var tally = new Tally(expected);
            await tally.AddAsync(_folder, $"{name}: {damage}", copy => copy.Tear(number, damage));
            // Half a page may hold nothing; all else is found when the file is opened.
            Assert.True(tally.AtStart == 1 || damage == "second half blank", $"{name}, page {number}, {damage}: {tally}");
        }
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
            _ => new LocalHost.Durable.DurableEngineOptions { DatabasePath = _folder.Main, SyncsCommits = false, StopGrace = TimeSpan.Zero });
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

    /// <summary>What became of damaged copies: refused with a message that names the file, or as good as whole.</summary>
    private sealed class Tally(string expected)
    {
        public int AtStart { get; private set; }

        public int AtReading { get; private set; }

        private int Harmless { get; set; }

        public async Task AddAsync(StoreFolder folder, string what, Action<StoreFolder> damage)
        {
            using var copy = folder.Copy();
            damage(copy);
            try
            {
                var state = await StoredState.ReadAsync(copy);
                Assert.True(expected == state, $"{what} changed what is read:\n{state}\ninstead of\n{expected}");
                Harmless++;
            }
            catch (RefusedStoreException e)
            {
                Assert.Contains(copy.Main, e.Message, StringComparison.Ordinal);
                var isWhileReading = e.Data[StoredState.WhileReading] is not null;
                AtReading += isWhileReading ? 1 : 0;
                AtStart += isWhileReading ? 0 : 1;
            }
        }

        public override string ToString() => $"refused at the start {AtStart}, when read {AtReading}, in unused places {Harmless}";
    }
}
