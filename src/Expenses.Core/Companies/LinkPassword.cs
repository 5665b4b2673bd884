using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies;

/// <summary>
/// The one-time password of a connection's link (codat-contract M006, B178): another one on each read, good for a day, and
/// for one use. Nothing is stored when one is given out: it holds its own end and whose connection it is, and is sealed with
/// the connection's secret. Whoever redeems one gives the connection a new secret, which ends it and every other one. The seal
/// has 128 bits, where the contract's example shows six digits: guessing is hopeless, so nobody has to be locked out for it.
/// </summary>
public static class LinkPassword
{
    /// <summary>How long a password is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int SecretBytes = 32;
    private const int NonceBytes = 6;
    private const int SealBytes = 16;
    private const int Parts = 4;

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
        var text = $"{end}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(connection.Company.Client.Value))}.{nonce}";
        return $"{text}.{Seal(connection, text)}";
    }

    /// <summary>Whose connection a password says it is for. Nothing is proved by it: look the connection up, then ask it.</summary>
    /// <param name="password">The password, from outside.</param>
    /// <returns>The client, or null when this is no password.</returns>
    public static ClientId? ClaimedClient(string password) =>
        password.Split('.') is { Length: Parts } parts && TryDecode(parts[1]) is { Length: > 0 } client ? new ClientId(client) : null;

    /// <summary>Whether a password may be redeemed.</summary>
    /// <param name="connection">The connection as stored.</param>
    /// <param name="password">The password.</param>
    /// <param name="now">Now, UTC.</param>
    /// <returns>False when it is wrong, used or too old.</returns>
    public static bool IsGood(Connection connection, string password, DateTimeOffset now)
    {
        var cut = password.LastIndexOf('.');
        var firstDot = password.IndexOf('.', StringComparison.Ordinal);
        return connection.LinkSecret.Length > 0
            && cut > firstDot
            && long.TryParse(password.AsSpan(0, firstDot), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && now.ToUnixTimeSeconds() <= end
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(password[(cut + 1)..]), Encoding.UTF8.GetBytes(Seal(connection, password[..cut])));
    }

    /// <summary>Redeems a password: the connection's secret changes, and the caller stores that conditionally.</summary>
    /// <param name="connection">The connection as stored.</param>
    /// <param name="password">The password.</param>
    /// <param name="now">Now, UTC.</param>
    /// <returns>The connection with its new secret; null when the password is wrong, used or too old.</returns>
    public static Connection? Redeem(Connection connection, string password, DateTimeOffset now) =>
        IsGood(connection, password, now) ? connection with { LinkSecret = NewSecret() } : null;

    private static string? TryDecode(string text) =>
        Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : null;

    private static string Seal(Connection connection, string text)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(connection.LinkSecret), Encoding.UTF8.GetBytes($"{connection.Company}/{connection.Id}/{text}"));
        return Base64Url.EncodeToString(hash.AsSpan(0, SealBytes));
    }
}
