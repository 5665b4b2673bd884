using System.Buffers.Binary;
using System.Globalization;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// A file beside the database that is there while an engine has it open, with the change counter of its first commit. Without
/// a log the main file must have come that far, whoever moved the log into it; if it has not, the log was taken away.
/// </summary>
internal static class OpenMark
{
    private const int CounterOffset = 24;

    public static string PathOf(string database) => $"{database}.open";

    /// <summary>Called when the log ends with a commit that has the first page.</summary>
    public static void Set(string database)
    {
        var text = LogFile.Read($"{database}-wal").ChangeCounter.ToString(CultureInfo.InvariantCulture);
        using var mark = new FileStream(PathOf(database), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        mark.Write(System.Text.Encoding.ASCII.GetBytes(text));
        mark.Flush(flushToDisk: true);
    }

    public static void Remove(string database) => File.Delete(PathOf(database));

    /// <summary>Holds the files against the mark.</summary>
    /// <exception cref="DamagedStoreException">The log is missing with what the last engine had written.</exception>
    public static void Check(string database)
    {
        if (new FileInfo($"{database}-wal") is not { Exists: true, Length: > 0 } && Read(database) is { } marked && (int)(marked - CounterOf(database)) > 0)
        {
            throw DamagedStoreException.OfFile(
                database,
                $"its log '{database}-wal' is missing or empty, and with it what the killed process had written. "
                + $"(If the file is an older copy that was put here since, remove '{PathOf(database)}'.)");
        }
    }

    /// <summary>Null when there is none, or none that is whole.</summary>
    private static uint? Read(string database)
    {
        try
        {
            return uint.TryParse(File.ReadAllText(PathOf(database)), CultureInfo.InvariantCulture, out var counter) ? counter : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static uint CounterOf(string database)
    {
        var bytes = new byte[CounterOffset + sizeof(uint)];
        using var file = new FileStream(database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _ = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(CounterOffset));
    }
}
