using System.Buffers.Binary;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// What a write-ahead log holds, by SQLite's file format: a header, then frames of one page each, whose checksums are a
/// chain. SQLite takes the frames up to the last commit before the first broken link and silently forgets the rest.
/// </summary>
/// <param name="HasHeader">The header is whole.</param>
/// <param name="Salts">Of this generation of the log; frames of an earlier one have others.</param>
/// <param name="Frames">Whole frames in a row, from the first on.</param>
/// <param name="CommitsBeyond">Frames behind the first broken one that belong to this generation and end a transaction.</param>
internal sealed record LogFile(bool HasHeader, ulong Salts, int Frames, int CommitsBeyond)
{
    /// <summary>Of the database as the last whole frame of the first page has it; 0 when there is none.</summary>
    public uint ChangeCounter { get; private init; }

    public const int HeaderSize = 32;

    private const int ChangeCounterOffset = 24;

    private const int FrameHeaderSize = 24;
    private const uint Magic = 0x377F0682;

    public static LogFile Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        var header = new byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            return new LogFile(HasHeader: false, 0, 0, 0);
        }

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var chain = new LogChecksum(isBigEndian: (magic & 1) == 1).Add(header.AsSpan(0, 24));
        var pageSize = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        if ((magic & ~1u) != Magic || !chain.Matches(header.AsSpan(24)) || pageSize is < 512 or > 65536)
        {
            return new LogFile(HasHeader: false, 0, 0, 0);
        }

        return ReadFrames(file, chain, pageSize, BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(16)));
    }

    private static LogFile ReadFrames(FileStream file, LogChecksum chain, int pageSize, ulong salts)
    {
        var frame = new byte[FrameHeaderSize + pageSize];
        var (frames, beyond, isBroken) = (0, 0, false);
        var counter = 0u;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            var isOfThisGeneration = BinaryPrimitives.ReadUInt64BigEndian(frame.AsSpan(8)) == salts;
            var isCommit = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            var next = chain.Add(frame.AsSpan(0, 8)).Add(frame.AsSpan(FrameHeaderSize));
            isBroken |= !isOfThisGeneration || !next.Matches(frame.AsSpan(16));
            if (!isBroken)
            {
                frames++;
                chain = next;
                var isFirstPage = BinaryPrimitives.ReadUInt32BigEndian(frame) == 1;
                counter = isFirstPage ? BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(FrameHeaderSize + ChangeCounterOffset)) : counter;
            }
            else if (isOfThisGeneration && isCommit)
            {
                beyond++;
            }
        }

        return new LogFile(HasHeader: true, salts, frames, beyond) { ChangeCounter = counter };
    }
}
