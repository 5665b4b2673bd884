using System.Runtime.InteropServices;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// What the last process knew of its log, from the -shm file it left. It is written after the log has reached the disk, so
/// it never knows of more than there was. SQLite itself makes it anew at each start and does not look.
/// </summary>
/// <param name="Salts">Of the log it belongs to.</param>
/// <param name="Frames">In the log, up to the last commit.</param>
/// <param name="Moved">Of these, in the main file already.</param>
internal sealed record LogIndex(ulong Salts, int Frames, int Moved)
{
    private const int HeaderSize = 48;

    /// <summary>Null when there is none, or none that is whole: it is no part of the database, so that alone is no damage.</summary>
    public static LogIndex? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = new byte[(2 * HeaderSize) + sizeof(int)];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            return null;
        }

        // In memory order, since processes share it as memory; but the salts are as in the log.
        var header = bytes.AsSpan(0, HeaderSize);
        var isWhole = header.SequenceEqual(bytes.AsSpan(HeaderSize, HeaderSize)) && header[12] == 1
            && new LogChecksum(!BitConverter.IsLittleEndian).Add(header[..40]).MatchesMemory(header[40..]);
        return isWhole
            ? new LogIndex(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(header[32..]),
                MemoryMarshal.Read<int>(header[16..]),
                MemoryMarshal.Read<int>(bytes.AsSpan(2 * HeaderSize)))
            : null;
    }
}
