using System.Buffers;
using System.Text;

namespace Expenses.Core.Receipts;

/// <summary>Judges the first bytes of text files: UTF-8, UTF-16 with a byte order mark, or an 8-bit Latin code page.</summary>
internal static class TextHead
{
    private const string Blank = " \t\r\n\f";
    private const string JsonStart = "{[\"-0123456789tfn";

    // Below U+0020 text has tab, line feed, form feed and carriage return only.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => !Blank.Contains(c, StringComparison.Ordinal))]);

    /// <summary>Whether the bytes are text of any kind.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>True for text.</returns>
    public static bool IsText(ReadOnlySpan<byte> head) => Read(head) is not null;

    /// <summary>Whether the bytes begin a JSON value.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>True for JSON.</returns>
    public static bool IsJson(ReadOnlySpan<byte> head) =>
        Read(head)?.TrimStart() is { Length: > 0 } text && JsonStart.Contains(text[0], StringComparison.Ordinal);

    /// <summary>Whether the bytes begin an XML document.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>True for XML.</returns>
    public static bool IsXml(ReadOnlySpan<byte> head) =>
        Read(head)?.TrimStart() is { Length: > 1 } text && text[0] == '<' && (text[1] is '?' or '!' or '_' || char.IsLetter(text[1]));

    /// <summary>Whether the bytes begin an SVG picture: XML whose first element is svg, or lies beyond these bytes.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>True for SVG.</returns>
    public static bool IsSvg(ReadOnlySpan<byte> head)
    {
        if (!IsXml(head))
        {
            return false;
        }

        var text = Read(head)!.TrimStart();
        return text.Contains("<svg", StringComparison.Ordinal)
            || (head.Length >= FileSignature.HeadLength && text[1] is '?' or '!' && !text.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the bytes begin a mail: a header field, or the "From " line of a mailbox.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>True for a mail.</returns>
    public static bool IsMail(ReadOnlySpan<byte> head)
    {
        if (Read(head) is not { } text)
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return text.StartsWith("From ", StringComparison.Ordinal)
            || (colon > 0 && text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
    }

    /// <summary>The bytes after a UTF-8 byte order mark and white space.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>The rest.</returns>
    public static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> head) =>
        (head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head).TrimStart(" \t\r\n\f"u8);

    private static string? Read(ReadOnlySpan<byte> head)
    {
        if (FileKindTable.IsKnownBinary(head))
        {
            return null;
        }

        var text = Decode(head);
        return text.AsSpan().ContainsAny(Controls) ? null : text;
    }

    private static string Decode(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.Unicode.Preamble))
        {
            return Encoding.Unicode.GetString(head[2..]);
        }

        if (head.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Encoding.BigEndianUnicode.GetString(head[2..]);
        }

        // Byte values of 8-bit text carry no control characters worth telling apart here, so Latin 1 reads UTF-8 as well.
        return Encoding.Latin1.GetString(head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head);
    }
}
