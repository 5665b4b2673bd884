using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Store.Damage;
using Expenses.LocalHost.Durable.Store.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Tests;

/// <summary>The file: group commit, schema version, damage.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("store-").FullName;

    private string FilePath => Path.Combine(_directory, "durable.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_waits_for_the_disk_shares_its_transactions()
    {
        using var file = new DatabaseFile(FilePath);
        using var queue = new CommitQueue(new GroupWriter(new StoreWriter(file.OpenWriter()), new NoSink(), hook: null));
        using var gate = new ManualResetEventSlim();
        var first = queue.CommitAsync(new Write(_ => gate.Wait()));

        var others = Enumerable.Range(0, 300).Select(i => queue.CommitAsync(new Write(writer => writer.Send($"i{i}", null, Message("m"))))).ToList();
        gate.Set();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(301, queue.Members);
        // The first one may have been joined before it was held up; of the others, 256 at most go together.
        Assert.InRange(queue.Groups, 2, 3);
    }

    [Fact]
    public async Task In_line_a_commit_has_ended_when_the_call_returns()
    {
        using var file = new DatabaseFile(FilePath);
        using var queue = new InlineCommitQueue(new GroupWriter(new StoreWriter(file.OpenWriter()), new NoSink(), hook: null));

        Assert.True(queue.CommitAsync(new Write(writer => writer.Send("a", null, Message("m")))).IsCompletedSuccessfully);
        var bad = queue.CommitAsync(new Write(_ => throw new InvalidOperationException("bad")));
        Assert.True(bad.IsFaulted);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal((1, 1), (queue.Groups, queue.Members));
    }

    [Fact]
    public async Task A_bad_commit_does_not_spoil_its_group()
    {
        using var file = new DatabaseFile(FilePath);
        using var queue = new CommitQueue(new GroupWriter(new StoreWriter(file.OpenWriter()), new NoSink(), hook: null));
        var gate = new ManualResetEventSlim();
        var first = queue.CommitAsync(new Write(_ => gate.Wait()));

        var good = queue.CommitAsync(new Write(writer => writer.Send("a", null, Message("a"))));
        var bad = queue.CommitAsync(new Write(writer =>
        {
            writer.Send("b", null, Message("b"));
            throw new InvalidOperationException("bad");
        }));
        var alsoGood = queue.CommitAsync(new Write(writer => writer.Send("c", null, Message("c"))));
        gate.Set();
        await Task.WhenAll(first, good, alsoGood);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        using var reader = new StoreReader(file.OpenReader());
        Assert.Equal(["a", "c"], reader.ReadInboxOwners(long.MaxValue).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_of_a_newer_engine_is_refused()
    {
        using (var file = new DatabaseFile(FilePath))
        {
            file.OpenWriter().Dispose();
        }

        Execute($"PRAGMA user_version = {SqliteSchema.Version + 1}");

        Assert.Contains("newer program", Open().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_sqlite_file_is_refused()
    {
        SQLitePCL.Batteries_V2.Init();
        Execute("CREATE TABLE theirs(x)");

        Assert.Contains("not one of this engine", Open().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        File.WriteAllText(FilePath, new string('x', 5000));

        Assert.Contains("does not begin as a SQLite database does", Open().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_engine_on_the_same_file_is_refused()
    {
        using var first = new DatabaseFile(FilePath);
        using var connection = first.OpenWriter();

        var error = Assert.Throws<IOException>(() => new DurableEngine(
            new DurableEngineOptions { DatabasePath = FilePath, SyncsCommits = false }, new TestFunctions(), TimeProvider.System, NullLoggerFactory.Instance));
        Assert.Contains("in use by another engine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_writer_uses_wal_and_full_sync()
    {
        using var file = new DatabaseFile(FilePath);
        using var connection = file.OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT journal_mode FROM pragma_journal_mode) || ' ' || (SELECT synchronous FROM pragma_synchronous)";

        Assert.Equal("wal 2", command.ExecuteScalar());
    }

    private static LocalHost.Durable.History.EventRaised Message(string name)
        => new LocalHost.Durable.History.EventRaised(name, null) { Timestamp = default };

    private RefusedStoreException Open() => Assert.ThrowsAny<RefusedStoreException>(() => new DurableEngine(
        new DurableEngineOptions { DatabasePath = FilePath, SyncsCommits = false }, new TestFunctions(), TimeProvider.System, NullLoggerFactory.Instance));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Write(Action<StoreWriter> apply) : ICommit
    {
        public void Apply(StoreWriter writer) => apply(writer);
    }

    private sealed class NoSink : IEffectSink
    {
        public void OnCommitted(IReadOnlyList<Effect> effects)
        {
        }
    }
}
