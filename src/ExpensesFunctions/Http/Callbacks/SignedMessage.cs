using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Expenses.Core.Webhooks;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Callbacks;

/// <summary>
/// Checks the signature of an incoming message as Standard Webhooks and Svix define it (codat-contract §2.16), over the
/// bytes as they came and before anything else looks at them.
/// </summary>
internal static class SignedMessage
{
    /// <summary>How far a message's time may be from ours, either way: an older one may be a recording.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private const int LongestId = 255;
    private static readonly string[] Prefixes = ["webhook-", "svix-"];

    /// <summary>The message's id if one of the secrets signed it; null when none did.</summary>
    public static string? IdOf(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var prefix = Array.Find(Prefixes, candidate => headers.ContainsKey(candidate + "id"));
        if (prefix is null
            || headers[prefix + "id"] is not [{ Length: > 0 and <= LongestId } id]
            || headers[prefix + "timestamp"] is not [{ } timestamp]
            || headers[prefix + "signature"] is not [{ } signatures]
            || !IsFresh(timestamp, now))
        {
            return null;
        }

        var signed = Signed(id, timestamp, body);
        return secrets.Any(secret => IsSigned(HMACSHA256.HashData(SigningSecret.KeyOf(secret), signed), signatures)) ? id : null;
    }

    private static bool IsFresh(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)Tolerance.TotalSeconds;

    private static byte[] Signed(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return signed;
    }

    // Several signatures while the sender rotates its secret; those of other versions are not for us.
    private static bool IsSigned(byte[] expected, string signatures)
    {
        var isSigned = false;
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var given = new byte[expected.Length];
            isSigned |= signature.StartsWith("v1,", StringComparison.Ordinal)
                && Convert.TryFromBase64String(signature[3..], given, out var length)
                && length == expected.Length
                && CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return isSigned;
    }
}
