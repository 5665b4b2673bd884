using System.Net.Http.Headers;
using System.Text;

namespace ExpensesFunctions.Access;

/// <summary>Reads the key out of `Authorization`: `Basic base64(key)` (codat-contract M001) or `Bearer key`.</summary>
internal static class PresentedApiKey
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The key, or null when the header holds none.</summary>
    public static string? In(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || string.IsNullOrEmpty(header.Parameter))
        {
            return null;
        }

        return header.Scheme.ToUpperInvariant() switch
        {
            "BASIC" => Decode(header.Parameter),
            "BEARER" => header.Parameter,
            _ => null,
        };
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            // Not text, so not a key of ours; the caller gets the same 401 as for any wrong key.
            return null;
        }
    }
}
