using System.Buffers.Binary;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// Looks at the files before SQLite does. SQLite would make an empty file a new database, and would forget what stands
/// behind a damaged place of the log; both would lose instances without a word.
/// </summary>
internal static class FilesCheck
{
    private const int HeaderSize = 100;

    /// <summary>Reads the header of the main file and all of the log.</summary>
    /// <exception cref="DamagedStoreException">They are not what an engine left, in whatever way it ended.</exception>
    public static void Run(string path)
    {
        CheckMain(path);
        CheckLog(path);
    }

    private static void CheckMain(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length == 0)
        {
            throw DamagedStoreException.OfFile(path, "it is empty; the engine never leaves an empty file.");
        }

        var header = new byte[HeaderSize];
        var length = file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        if (!header.AsSpan().StartsWith("SQLite format 3\0"u8))
        {
            throw DamagedStoreException.OfFile(path, $"it does not begin as a SQLite database does, but with {Show(header)}.");
        }

        if (length < HeaderSize)
        {
            throw DamagedStoreException.OfFile(path, $"it ends after {length} bytes, within its header.");
        }

        // 1: rollback journal, 2: write-ahead log; the writer's and the reader's.
        if (header[18] is not (1 or 2) || header[19] is not (1 or 2))
        {
            throw DamagedStoreException.OfFile(path, $"its header names a file format that does not exist ({header[18]}, {header[19]}).");
        }

        CheckLength(path, header, file.Length);
    }

    /// <summary>With a log, pages may still be there only, and the end of the file half-written.</summary>
    private static void CheckLength(string path, byte[] header, long length)
    {
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var size && size == 1 ? 65536 : size;
        var expected = (long)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28)) * pageSize;
        if (new FileInfo($"{path}-wal") is not { Exists: true, Length: > 0 } && length != expected)
        {
            throw DamagedStoreException.OfFile(path, $"it has {length} bytes; by its header there should be {expected}.");
        }
    }

    private static void CheckLog(string path)
    {
        var log = $"{path}-wal";
        var index = LogIndex.Read($"{path}-shm");
        var length = File.Exists(log) ? new FileInfo(log).Length : -1;
        if (length <= 0 && index is { } known && known.Frames > known.Moved)
        {
            throw DamagedStoreException.OfFile(
                path, $"its log '{log}' {(length < 0 ? "is missing" : "is empty")}, but had {known.Frames - known.Moved} pages the main file lacks.");
        }

        OpenMark.Check(path);
        if (length <= 0)
        {
            return;
        }

        var found = LogFile.Read(log);
        if (!found.HasHeader && length > LogFile.HeaderSize)
        {
            throw DamagedStoreException.OfFile(path, $"the header of its log '{log}' is damaged, so the commits in it cannot be read.");
        }

        // One commit behind the break is how a machine leaves a log that went off while it wrote the last one.
        if (found.CommitsBeyond > 1)
        {
            throw DamagedStoreException.OfFile(
                path, $"page {found.Frames + 1} of its log '{log}' is damaged, and {found.CommitsBeyond} commits stand at or behind it.");
        }

        if (index is not null && index.Salts == found.Salts && index.Frames > found.Frames)
        {
            throw DamagedStoreException.OfFile(
                path, $"its log '{log}' has {found.Frames} whole pages; the last process had committed {index.Frames}.");
        }
    }

    private static string Show(byte[] header) => $"'{string.Concat(header.Take(16).Select(value => char.IsBetween((char)value, ' ', '~') ? (char)value : '.'))}'";
}
