using System.Security.Cryptography;
using System.Text;

namespace Expenses.Core.Identifiers;

/// <summary>
/// Identifiers and idempotency keys that follow from what they name, so that doing a thing twice names it the same.
/// </summary>
public static class DerivedId
{
    /// <summary>A GUID (RFC 9562 version 8, SHA-256) of the given parts; equal parts give the equal GUID.</summary>
    /// <param name="parts">What the id stands for; order counts, and parts cannot run into each other.</param>
    /// <returns>The GUID as lower-case text with hyphens.</returns>
    public static string Guid(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(parts, hash);
        var bytes = hash[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>A 32 character lower-case hexadecimal key of the given parts (128 bits of their SHA-256).</summary>
    /// <param name="parts">What the key stands for; order counts, and parts cannot run into each other.</param>
    /// <returns>The key; short enough for every platform's idempotency aid (QuickBooks: 36 in a batch).</returns>
    public static string Key(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(parts, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static void Hash(ReadOnlySpan<string> parts, Span<byte> destination)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        hash.GetHashAndReset(destination);
    }
}
