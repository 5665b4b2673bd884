using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Expenses.Storage.Keys;

/// <summary>
/// Turns text from outside into a part of a key or blob name. Different texts always give different parts, also where
/// a store ignores case; a part holds <c>a-z 0-9 - _</c> only and is at most <see cref="MaxLength"/> characters long.
/// </summary>
internal static class KeyText
{
    /// <summary>Stands between parts; never in one. Sorts behind every character of a part.</summary>
    public const char Separator = '~';

    /// <summary>Five parts stay below the 512 characters of a Table key.</summary>
    public const int MaxLength = 96;

    private const string EmptyText = "_x";
    private const string HashedText = "_z";

    /// <summary>Encodes one id.</summary>
    /// <param name="text">Any text: lone surrogates and control characters too.</param>
    /// <returns>
    /// The text itself where its characters are allowed; <c>_hh</c> or <c>__hhhh</c> for the others; and for what gets
    /// too long a hash, which no other text has for all practical purposes.
    /// </returns>
    public static string Encode(string text)
    {
        if (text.Length == 0)
        {
            return EmptyText;
        }

        var key = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            Append(key, character);
            if (key.Length > MaxLength)
            {
                return HashedText + Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
            }
        }

        return key.ToString();
    }

    /// <summary>Encodes ids and joins them: no two lists of ids give the same key.</summary>
    /// <param name="texts">The ids.</param>
    /// <returns>The key.</returns>
    public static string Join(params ReadOnlySpan<string> texts)
    {
        var parts = new string[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            parts[i] = Encode(texts[i]);
        }

        return string.Join(Separator, parts);
    }

    private static void Append(StringBuilder key, char character)
    {
        if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
        {
            key.Append(character);
        }
        else if (character <= 0xFF)
        {
            key.Append(CultureInfo.InvariantCulture, $"_{(int)character:x2}");
        }
        else
        {
            key.Append(CultureInfo.InvariantCulture, $"__{(int)character:x4}");
        }
    }
}
