using System.Security.Cryptography;
using System.Text;

namespace Expenses.SampleRun.Input;

/// <summary>GUIDs (version 8, RFC 9562) that depend on their parts only.</summary>
internal static class DeterministicId
{
    public static Guid From(IEnumerable<string> parts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
