using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Expenses.Core.Webhooks;

/// <summary>Signs messages as Svix and Standard Webhooks 1.0.0 do (codat-contract §2.16).</summary>
public static class WebhookSignature
{
    /// <summary>The value of the signature header: one signature for each secret, separated by blanks.</summary>
    /// <param name="id">The message.</param>
    /// <param name="timestamp">When this attempt is made; whole seconds count.</param>
    /// <param name="body">The body, byte by byte as it is sent.</param>
    /// <param name="secrets">The secrets in force, `whsec_…`.</param>
    /// <returns>`v1,` and base64, for each secret.</returns>
    public static string Of(WebhookMessageId id, DateTimeOffset timestamp, ReadOnlySpan<byte> body, IEnumerable<string> secrets)
    {
        var head = Encoding.UTF8.GetBytes($"{id.Value}.{Timestamp(timestamp)}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', secrets.Select(secret =>
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(SigningSecret.KeyOf(secret), signed))}"));
    }

    /// <summary>The value of the timestamp header: seconds since 1970.</summary>
    /// <param name="timestamp">The time.</param>
    /// <returns>The seconds.</returns>
    public static string Timestamp(DateTimeOffset timestamp) => timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
