using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Expenses.Core.Access;

/// <summary>The secret part of API keys.</summary>
public static class ApiKeySecret
{
    /// <summary>256 random bits: nothing to guess, so a plain hash keeps it.</summary>
    private const int Bytes = 32;

    /// <summary>Makes a key.</summary>
    /// <returns>43 characters, fit for headers and addresses.</returns>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash that is kept of a key.</summary>
    /// <param name="key">The key as presented.</param>
    /// <returns>SHA-256, lower-case hexadecimal.</returns>
    public static string Sha256(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
