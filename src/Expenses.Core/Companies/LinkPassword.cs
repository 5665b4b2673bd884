using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Expenses.Core.Companies;

/// <summary>
/// The one-time password of a connection's link (codat-contract M006, B178): another one on each read, good for a day, and
/// for one use. Nothing is stored when one is given out: it holds its own end and is sealed with the connection's secret.
/// Whoever redeems one gives the connection a new secret, which ends it and every other one.
/// </summary>
public static class LinkPassword
{
    /// <summary>How long a password is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int SecretBytes = 32;
    private const int NonceBytes = 6;
    private const int SealBytes = 16;

    /// <summary>A new secret for a connection.</summary>
    /// <returns>Random text.</returns>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Gives out a password.</summary>
    /// <param name="connection">The connection it links.</param>
    /// <param name="now">Now, UTC.</param>
    /// <returns>Letters, digits, <c>-</c>, <c>_</c> and dots; differs from call to call.</returns>
    public static string Issue(Connection connection, DateTimeOffset now)
    {
        var end = (now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        return $"{end}.{nonce}.{Seal(connection, $"{end}.{nonce}")}";
    }

    /// <summary>Redeems a password: the connection's secret changes, and the caller stores that conditionally.</summary>
    /// <param name="connection">The connection as stored.</param>
    /// <param name="password">The password.</param>
    /// <param name="now">Now, UTC.</param>
    /// <returns>The connection with its new secret; null when the password is wrong, used or too old.</returns>
    public static Connection? Redeem(Connection connection, string password, DateTimeOffset now)
    {
        var cut = password.LastIndexOf('.');
        var firstDot = password.IndexOf('.', StringComparison.Ordinal);
        return connection.LinkSecret.Length > 0
            && cut > firstDot
            && long.TryParse(password.AsSpan(0, firstDot), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && now.ToUnixTimeSeconds() <= end
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(password[(cut + 1)..]), Encoding.UTF8.GetBytes(Seal(connection, password[..cut])))
            ? connection with { LinkSecret = NewSecret() }
            : null;
    }

    private static string Seal(Connection connection, string text)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(connection.LinkSecret), Encoding.UTF8.GetBytes($"{connection.Company}/{connection.Id}/{text}"));
        return Base64Url.EncodeToString(hash.AsSpan(0, SealBytes));
    }
}
