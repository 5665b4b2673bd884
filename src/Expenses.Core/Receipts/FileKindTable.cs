using System.Collections.Frozen;

namespace Expenses.Core.Receipts;

/// <summary>The known kinds of file. The magic numbers are those of the formats' own specifications.</summary>
internal static class FileKindTable
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    private static readonly HeadTest Pdf = head => TextHead.SkipBlank(head).StartsWith("%PDF-"u8);
    private static readonly HeadTest PostScript = head =>
        head.StartsWith("%!PS"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xC5, 0xD0, 0xD3, 0xC6]);
    private static readonly HeadTest Zip = head => head.StartsWith("PK\u0003\u0004"u8);
    private static readonly HeadTest EmptyZip = head => head.StartsWith("PK\u0005\u0006"u8);
    private static readonly HeadTest Ole = StartsWith(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
    private static readonly HeadTest Jpeg = StartsWith(0xFF, 0xD8, 0xFF);
    private static readonly HeadTest Tiff = head =>
        head.StartsWith((ReadOnlySpan<byte>)[0x49, 0x49, 0x2A, 0x00]) || head.StartsWith((ReadOnlySpan<byte>)[0x4D, 0x4D, 0x00, 0x2A]);

    private static readonly (string Extensions, string MediaType, HeadTest Fits)[] Rows =
    [
        ("pdf", "application/pdf", Pdf),
        ("ai", "application/postscript", head => Pdf(head) || PostScript(head)),
        ("eps", "application/postscript", PostScript),
        ("png", "image/png", StartsWith(0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A)),
        ("jpg jpeg pjpg pjpeg", "image/jpeg", Jpeg),
        ("gif", "image/gif", head => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)),
        ("bmp", "image/bmp", head => head.StartsWith("BM"u8) && head.Length >= 14 && !TextHead.IsText(head)),
        ("tif tiff", "image/tiff", Tiff),
        ("webp", "image/webp", head => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8)),
        ("svg", "image/svg+xml", TextHead.IsSvg),
        ("zip", "application/zip", head => Zip(head) || EmptyZip(head)),
        ("7z", "application/x-7z-compressed", StartsWith(0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C)),
        ("rar", "application/vnd.rar", StartsWith(0x52, 0x61, 0x72, 0x21, 0x1A, 0x07)),
        ("docx", OpenXml + "wordprocessingml.document", Zip),
        ("xlsx", OpenXml + "spreadsheetml.sheet", Zip),
        ("pptx", OpenXml + "presentationml.presentation", Zip),
        ("odt", OpenDocument + "text", Zip),
        ("ods", OpenDocument + "spreadsheet", Zip),
        ("odf", OpenDocument + "formula", Zip),
        ("keynote", "application/vnd.apple.keynote", Zip),
        ("numbers", "application/vnd.apple.numbers", Zip),
        ("pages", "application/vnd.apple.pages", Zip),
        ("doc", "application/msword", Ole),
        ("xls", "application/vnd.ms-excel", Ole),
        ("ppt", "application/vnd.ms-powerpoint", Ole),
        ("msg", "application/vnd.ms-outlook", Ole),
        ("rtf", "application/rtf", head => head.StartsWith("{\\rtf"u8)),
        ("eml", "message/rfc822", TextHead.IsMail),
        ("txt", "text/plain", TextHead.IsText),
        ("csv", "text/csv", TextHead.IsText),
        ("json", "application/json", TextHead.IsJson),
        ("xml", "application/xml", TextHead.IsXml),
    ];

    /// <summary>The kinds by lower-case extension without the dot.</summary>
    /// <returns>The table.</returns>
    public static FrozenDictionary<string, FileKind> ByExtension() => Rows
        .SelectMany(row => row.Extensions.Split(' '), (row, extension) => KeyValuePair.Create(extension, new FileKind(row.MediaType, row.Fits)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the bytes are of a kind that is not text although its first bytes may look like it.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>True for PDF, PostScript, RTF, GIF and archives.</returns>
    public static bool IsKnownBinary(ReadOnlySpan<byte> head) =>
        Pdf(head) || PostScript(head) || Zip(head) || EmptyZip(head)
        || head.StartsWith("{\\rtf"u8) || head.StartsWith("GIF8"u8) || head.StartsWith("Rar!"u8);

    private static HeadTest StartsWith(params byte[] magic) => head => head.StartsWith(magic);
}
