using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// CRC-32C over the values of a row and the name of its table. It finds every flip of up to 32 bits in a row, and all but
/// one in four thousand million of other damage. Text counts as the UTF-8 that SQLite stores.
/// </summary>
internal readonly struct RowSum
{
    private const long Null = -1;
    private const int ShortText = 128;

    private readonly uint _crc;

    private RowSum(uint crc) => _crc = crc;

    public long Value => _crc;

    public static RowSum Of(string table) => new RowSum(uint.MaxValue).Add(table);

    public RowSum Add(long value) => new(BitOperations.Crc32C(_crc, (ulong)value));

    public RowSum Add(string? text)
    {
        if (text is null)
        {
            return Add(Null);
        }

        if (text.Length <= ShortText)
        {
            return Add(text, stackalloc byte[3 * ShortText]);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Add(text, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private RowSum Add(string text, Span<byte> buffer)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer);
        // The length first: otherwise text could move from one column into the next unseen.
        return Add(length).Add(buffer[..length]);
    }

    private RowSum Add(ReadOnlySpan<byte> bytes)
    {
        var crc = _crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return new RowSum(crc);
    }
}
