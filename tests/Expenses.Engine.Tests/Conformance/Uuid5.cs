using System.Security.Cryptography;
using System.Text;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>RFC 4122 version 5, written down a second time so that the facts do not ask the implementation itself.</summary>
internal static class Uuid5
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime now, int n)
    {
#pragma warning disable CA5350 // Version 5 is defined with SHA-1.
        var hash = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes($"{instanceId}_{now:o}_{n}")])[..16];
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 15) | 80);
        hash[8] = (byte)((hash[8] & 63) | 128);
        return new Guid(hash, bigEndian: true);
    }
}
