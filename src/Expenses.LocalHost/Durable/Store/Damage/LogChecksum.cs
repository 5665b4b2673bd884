using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>The checksum of SQLite's write-ahead log: two sums over pairs of words, in the byte order the log names.</summary>
internal readonly struct LogChecksum
{
    private readonly bool _isBigEndian;
    private readonly uint _first;
    private readonly uint _second;

    public LogChecksum(bool isBigEndian)
        : this(isBigEndian, 0, 0)
    {
    }

    private LogChecksum(bool isBigEndian, uint first, uint second) => (_isBigEndian, _first, _second) = (isBigEndian, first, second);

    /// <summary>A multiple of 8 bytes.</summary>
    public LogChecksum Add(ReadOnlySpan<byte> bytes)
    {
        var (first, second) = (_first, _second);
        for (; bytes.Length > 0; bytes = bytes[8..])
        {
            first += Word(bytes) + second;
            second += Word(bytes[4..]) + first;
        }

        return new LogChecksum(_isBigEndian, first, second);
    }

    /// <summary>As it is stored: always big-endian.</summary>
    public bool Matches(ReadOnlySpan<byte> stored)
        => BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

    /// <summary>As the index of the log has it: in the byte order of the machine.</summary>
    public bool MatchesMemory(ReadOnlySpan<byte> stored)
        => MemoryMarshal.Read<uint>(stored) == _first && MemoryMarshal.Read<uint>(stored[4..]) == _second;

    private uint Word(ReadOnlySpan<byte> bytes)
        => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
