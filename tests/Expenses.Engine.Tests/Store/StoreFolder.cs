using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Tests.Store;

/// <summary>A folder with a database to be damaged, and ways to open it and to look at it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("store-").FullName;

    static StoreFolder() => SQLitePCL.Batteries_V2.Init();

    public string Main => Path.Combine(_directory, "durable.db");

    public string Log => $"{Main}-wal";

    public string Index => $"{Main}-shm";

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>The files of another folder, as they are.</summary>
    public StoreFolder Copy()
    {
        var copy = new StoreFolder();
        foreach (var file in Directory.GetFiles(_directory))
        {
            File.Copy(file, Path.Combine(copy._directory, Path.GetFileName(file)));
        }

        return copy;
    }

    public void Flip(string path, long offset, int bit = 5)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ (1 << bit)));
    }

    public void Cut(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(length);
    }

    /// <summary>Damages a page of the main file, counted from 1.</summary>
    public void Tear(int page, string damage)
    {
        const int Size = 4096;
        using var file = new FileStream(Main, FileMode.Open, FileAccess.ReadWrite);
        // The first page begins with the header of the file; that stays.
        var start = page == 1 ? 100 : 0;
        var bytes = new byte[Size];
        file.Position = (page - 1) * Size;
        file.ReadExactly(bytes);
        switch (damage)
        {
            case "first half blank":
                bytes.AsSpan(start..(Size / 2)).Clear();
                break;
            case "second half blank":
                bytes.AsSpan(Size / 2).Clear();
                break;
            case "blank":
                bytes.AsSpan(start).Clear();
                break;
            case "garbage":
                bytes.AsSpan(start).Fill(0xA5);
                break;
            default:
                file.Position = page == 2 ? 2 * Size : Size;
                file.ReadExactly(bytes);
                break;
        }

        file.Position = (page - 1) * Size;
        file.Write(bytes);
    }

    public DurableEngine Open(TestFunctions? functions = null)
        => new(new DurableEngineOptions { DatabasePath = Main, SyncsCommits = false }, functions ?? new TestFunctions(), new ManualTime(), NullLoggerFactory.Instance);

    /// <summary>The message of the refusal; it names the file and says what to do.</summary>
    public string Refusal()
    {
        var error = Assert.ThrowsAny<RefusedStoreException>(() => Open());
        Assert.Contains(Main, error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the rows.</summary>
    public List<string> Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Main};Pooling=False");
        connection.Open();
        return connection;
    }
}
