using System.Globalization;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Store.Damage;

namespace Expenses.Engine.Tests.Store;

/// <summary>
/// The log a killed process leaves: what a crash can do to its end is taken back to the last whole commit; what a crash
/// can't do is refused.
/// </summary>
[Trait("Lane", "long")]
public sealed class DamagedLogTests : IDisposable
{
    private const int Commits = 40;
    private const int HeaderSize = 32;
    private const int FrameSize = 24 + 4096;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_a_killed_process_left_go_on_with_every_commit()
    {
        Kill();

        Assert.Equal(Commits, Recovered());
    }

    [Fact]
    public void A_look_at_them_from_outside_changes_nothing()
    {
        Kill();
        using (var reader = new StoreReader(DatabaseFile.OpenReadOnly(_folder.Main)))
        {
            Assert.Equal($"{Commits}", reader.FindEntity("@count@1")!.State);
        }

        Assert.Equal(Commits, Recovered());
    }

    /// <summary>As after a power cut, which leaves no index of the log: each length the log may have had is a prefix of the commits.</summary>
    [Fact]
    public void A_log_cut_off_anywhere_is_a_prefix_of_the_commits()
    {
        Kill();
        File.Delete(_folder.Index);
        var length = new FileInfo(_folder.Log).Length;
        var last = 0;
        for (var cut = 1L; cut <= length; cut = cut == length ? length + 1 : Math.Min(length, cut + 1371))
        {
            using var copy = _folder.Copy();
            copy.Cut(copy.Log, cut);
            var recovered = Recovered(copy);
            Assert.True(recovered >= last, $"{recovered} commits of a log of {cut} bytes, {last} of a shorter one");
            last = recovered;
        }

        Assert.Equal(Commits, last);
    }

    [Fact]
    public void A_torn_last_commit_is_taken_back()
    {
        Kill();
        File.Delete(_folder.Index);
        _folder.Flip(_folder.Log, new FileInfo(_folder.Log).Length - 100);

        Assert.Equal(Commits - 1, Recovered());
    }

    [Fact]
    public void Garbage_behind_the_last_commit_does_no_harm()
    {
        Kill();
        File.Delete(_folder.Index);
        using (var file = new FileStream(_folder.Log, FileMode.Append))
        {
            file.Write(new byte[FrameSize * 3 / 2]);
        }

        Assert.Equal(Commits, Recovered());
    }

    [Fact]
    public void A_flipped_byte_before_the_last_commit_is_refused()
    {
        Kill();
        File.Delete(_folder.Index);
        var length = new FileInfo(_folder.Log).Length;
        for (var offset = 24L; offset < length - (6 * FrameSize); offset += offset < HeaderSize + FrameSize ? 7 : 4099)
        {
            using var copy = _folder.Copy();
            copy.Flip(copy.Log, offset);
            Assert.Contains("its log", copy.Refusal(), StringComparison.Ordinal);
        }
    }

    /// <summary>The index says how much had been committed, whatever the log looks like.</summary>
    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("emptied")]
    [InlineData("removed")]
    [InlineData("garbage")]
    public void A_log_that_lost_commits_after_a_kill_is_refused(string damage)
    {
        Kill();
        var length = new FileInfo(_folder.Log).Length;
        switch (damage)
        {
            case "cut":
                _folder.Cut(_folder.Log, length - FrameSize);
                break;
            case "flipped":
                _folder.Flip(_folder.Log, length - 100);
                break;
            case "emptied":
                _folder.Cut(_folder.Log, 0);
                break;
            case "removed":
                File.Delete(_folder.Log);
                break;
            default:
                File.WriteAllBytes(_folder.Log, Enumerable.Repeat((byte)0xA5, (int)length).ToArray());
                break;
        }

        Assert.Contains("its log", _folder.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(40_000)]
    public void A_damaged_or_missing_index_does_no_harm(int length)
    {
        Kill();
        File.WriteAllBytes(_folder.Index, Enumerable.Repeat((byte)0xA5, length).ToArray());

        Assert.Equal(Commits, Recovered());
    }

    /// <summary>Nothing but the mark of the killed process tells that there was a log.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_that_was_removed_with_its_index_is_refused_each_time(bool emptied)
    {
        Kill();
        File.Delete(_folder.Index);
        File.Delete(_folder.Log);
        if (emptied)
        {
            File.WriteAllBytes(_folder.Log, []);
        }

        for (var start = 0; start < 2; start++)
        {
            Assert.Contains("with it what the killed process had written", _folder.Refusal(), StringComparison.Ordinal);
            Assert.Throws<DamagedStoreException>(() => DatabaseFile.OpenReadOnly(_folder.Main));
        }
    }

    /// <summary>As when somebody looks at the files with another program, which moves the log into the file when it ends.</summary>
    [Fact]
    public void A_log_that_another_program_has_moved_into_the_file_is_not_missed()
    {
        Kill();
        Assert.NotEmpty(_folder.Query("SELECT id FROM entities"));
        Assert.False(File.Exists(_folder.Log));

        Assert.Equal(Commits, Recovered());
    }

    [Fact]
    public void A_copy_that_was_put_in_its_place_can_be_opened_once_the_mark_is_gone()
    {
        Kill();
        File.Delete(_folder.Index);
        File.Delete(_folder.Log);
        File.Delete(OpenMark.PathOf(_folder.Main));

        Assert.Equal(0, Recovered());
    }

    [Fact]
    public void Files_that_were_moved_away_give_a_new_beginning()
    {
        Kill();
        File.Delete(_folder.Index);
        File.Delete(_folder.Log);
        File.Delete(_folder.Main);

        Assert.Equal(0, Recovered());
    }

    [Fact]
    public async Task A_clean_end_leaves_neither_log_nor_mark()
    {
        await using (_folder.Open())
        {
            Assert.True(File.Exists(OpenMark.PathOf(_folder.Main)));
        }

        Assert.False(File.Exists(OpenMark.PathOf(_folder.Main)));
        Assert.False(File.Exists(_folder.Log));
    }

    [Fact]
    public void A_log_without_its_main_file_is_refused()
    {
        Kill();
        File.Delete(_folder.Main);

        Assert.Contains("it is missing, but its log", _folder.Refusal(), StringComparison.Ordinal);
    }

    /// <summary>Leaves the files as a killed process does, with all commits in the log.</summary>
    private void Kill()
    {
        using var original = new StoreFolder();
        using var file = new DatabaseFile(original.Main, syncs: false);
        using var writer = new StoreWriter(file.OpenWriter());
        for (var i = 1; i <= Commits; i++)
        {
            writer.Begin();
            writer.PutEntity(new EntityRow("@count@1", i.ToString(CultureInfo.InvariantCulture), null, null, DateTime.UnixEpoch));
            writer.PutEntity(new EntityRow($"@fill@{i}", new string('x', 1000), null, null, DateTime.UnixEpoch));
            writer.Commit();
        }

        foreach (var (from, to) in new[] { (original.Main, _folder.Main), (original.Log, _folder.Log), (original.Index, _folder.Index), (OpenMark.PathOf(original.Main), OpenMark.PathOf(_folder.Main)) })
        {
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(to);
            source.CopyTo(target);
        }
    }

    private int Recovered() => Recovered(_folder);

    /// <summary>Which commit the file stands at; it stands at one, not between two.</summary>
    private static int Recovered(StoreFolder folder)
    {
        using var file = new DatabaseFile(folder.Main, syncs: false);
        using var reader = new StoreReader(file.OpenWriter());
        var count = int.Parse(reader.FindEntity("@count@1")?.State ?? "0", CultureInfo.InvariantCulture);
        var fills = reader.QueryEntities("@fill@", DateTime.MinValue, DateTime.MaxValue, true, string.Empty, int.MaxValue).Count;
        return count == fills ? count : throw new InvalidOperationException($"Half a commit: {count} and {fills}.");
    }
}
