using System.Security.Cryptography;

namespace Expenses.Core.Webhooks;

/// <summary>A symmetric secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64.</summary>
public static class SigningSecret
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    /// <summary>Makes a new one.</summary>
    /// <returns>The secret's text.</returns>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The key it stands for.</summary>
    /// <param name="secret">The secret's text.</param>
    /// <returns>The key's bytes.</returns>
    /// <exception cref="FormatException">It is not such a text.</exception>
    public static byte[] KeyOf(string secret) => secret.StartsWith(Prefix, StringComparison.Ordinal)
        ? Convert.FromBase64String(secret[Prefix.Length..])
        : throw new FormatException("A signing secret starts with 'whsec_'.");
}
