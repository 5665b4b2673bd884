using System.Text;
using Expenses.Core.Receipts;

namespace Expenses.Core.Tests.Receipts;

public sealed class FileSignatureTests
{
    private static readonly Dictionary<string, byte[]> Heads = new()
    {
        ["pdf"] = [.. "%PDF-1.7\n"u8, 0x25, 0xE2, 0xE3, 0xCF, 0xD3],
        ["png"] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
        ["jpeg"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8],
        ["gif"] = [.. "GIF89a"u8, 1, 0, 1, 0],
        ["bmp"] = [.. "BM"u8, 0x46, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 40],
        ["tiff-le"] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0],
        ["tiff-be"] = [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8],
        ["webp"] = [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8 "u8],
        ["zip"] = [.. "PK"u8, 3, 4, 20, 0],
        ["zip-empty"] = [.. "PK"u8, 5, 6, 0, 0],
        ["ole"] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
        ["7z"] = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4],
        ["rar"] = [.. "Rar!"u8, 0x1A, 7, 1, 0],
        ["rtf"] = [.. "{\\rtf1\\ansi"u8],
        ["eps"] = [.. "%!PS-Adobe-3.0 EPSF-3.0"u8],
        ["text"] = [.. "Taxi, 12.50\r\nTip\t1.00"u8],
        ["utf8"] = [.. Encoding.UTF8.Preamble, .. "Café 3,50 €"u8],
        ["utf16-le"] = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Café")],
        ["utf16-be"] = [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("Café")],
        ["latin1"] = Encoding.Latin1.GetBytes("Café £3"),
        ["json"] = [.. "  {\"total\": 1}"u8],
        ["xml"] = [.. "<?xml version=\"1.0\"?><receipt/>"u8],
        ["svg"] = [.. "<?xml version=\"1.0\"?><svg xmlns=\"x\"/>"u8],
        ["html"] = [.. "<!DOCTYPE html><html><script>"u8],
        ["eml"] = [.. "Received: from a by b\r\nSubject: receipt\r\n"u8],
        ["mbox"] = [.. "From a@example.com Sat Nov 21\n"u8],
        ["nul"] = [.. "text"u8, 0, .. "more"u8],
        ["escape"] = [.. "text"u8, 0x1B, .. "[31m"u8],
        ["empty"] = [],
    };

    [Theory]
    [InlineData("pdf", "r.pdf", "application/pdf")]
    [InlineData("pdf", "R.PDF", "application/pdf")]
    [InlineData("pdf", "a.b/c.pdf", "application/pdf")]
    [InlineData("pdf", "art.ai", "application/postscript")]
    [InlineData("eps", "art.eps", "application/postscript")]
    [InlineData("png", "r.png", "image/png")]
    [InlineData("jpeg", "r.jpg", "image/jpeg")]
    [InlineData("jpeg", "r.jpeg", "image/jpeg")]
    [InlineData("gif", "r.gif", "image/gif")]
    [InlineData("bmp", "r.bmp", "image/bmp")]
    [InlineData("tiff-le", "r.tif", "image/tiff")]
    [InlineData("tiff-be", "r.tiff", "image/tiff")]
    [InlineData("webp", "r.webp", "image/webp")]
    [InlineData("zip", "r.zip", "application/zip")]
    [InlineData("zip-empty", "r.zip", "application/zip")]
    [InlineData("zip", "r.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("zip", "r.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("zip", "r.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("zip", "r.ods", "application/vnd.oasis.opendocument.spreadsheet")]
    [InlineData("zip", "r.odt", "application/vnd.oasis.opendocument.text")]
    [InlineData("ole", "r.doc", "application/msword")]
    [InlineData("ole", "r.xls", "application/vnd.ms-excel")]
    [InlineData("ole", "r.ppt", "application/vnd.ms-powerpoint")]
    [InlineData("ole", "r.msg", "application/vnd.ms-outlook")]
    [InlineData("rtf", "r.rtf", "application/rtf")]
    [InlineData("7z", "r.7z", "application/x-7z-compressed")]
    [InlineData("rar", "r.rar", "application/vnd.rar")]
    [InlineData("text", "r.csv", "text/csv")]
    [InlineData("text", "r.txt", "text/plain")]
    [InlineData("utf8", "r.txt", "text/plain")]
    [InlineData("utf16-le", "r.txt", "text/plain")]
    [InlineData("utf16-be", "r.csv", "text/csv")]
    [InlineData("latin1", "r.txt", "text/plain")]
    [InlineData("json", "r.json", "application/json")]
    [InlineData("xml", "r.xml", "application/xml")]
    [InlineData("svg", "r.svg", "image/svg+xml")]
    [InlineData("eml", "r.eml", "message/rfc822")]
    [InlineData("mbox", "r.eml", "message/rfc822")]
    public void FirstBytesThatFit_GiveTheMediaType(string head, string fileName, string mediaType) =>
        Assert.Equal(mediaType, FileSignature.DetectMediaType(Heads[head], fileName));

    [Theory]
    [InlineData("png", "r.pdf")]
    [InlineData("pdf", "r.png")]
    [InlineData("pdf", "r.txt")]
    [InlineData("pdf", "r.csv")]
    [InlineData("rtf", "r.txt")]
    [InlineData("zip-empty", "r.docx")]
    [InlineData("zip", "r.doc")]
    [InlineData("ole", "r.docx")]
    [InlineData("text", "r.bmp")]
    [InlineData("text", "r.json")]
    [InlineData("text", "r.xml")]
    [InlineData("text", "r.eml")]
    [InlineData("html", "r.svg")]
    [InlineData("jpeg", "r.txt")]
    [InlineData("nul", "r.txt")]
    [InlineData("escape", "r.txt")]
    [InlineData("empty", "r.txt")]
    [InlineData("pdf", "r.exe")]
    [InlineData("pdf", "pdf")]
    [InlineData("pdf", "r.pdf.exe")]
    [InlineData("pdf", "")]
    public void FirstBytesThatDoNotFit_GiveNull(string head, string fileName) =>
        Assert.Null(FileSignature.DetectMediaType(Heads[head], fileName));

    // codat-contract §4.7: the lists of Xero, QuickBooks Online, NetSuite, FreeAgent and Zoho.
    [Theory]
    [InlineData("7z bmp csv doc docx eml gif jpeg jpg keynote msg numbers odf ods odt pages pdf png ppt pptx rar rtf tif tiff txt xls xlsx zip")]
    [InlineData("ai csv doc docx eps gif jpeg jpg ods pages pdf png rtf tif txt xls xlsx xml")]
    [InlineData("bmp csv xls xlsx json pdf pjpg pjpeg png txt svg tif tiff doc docx zip")]
    public void EveryExtensionAPlatformTakes_IsKnown(string extensions)
    {
        var unknown = extensions.Split(' ')
            .Where(extension => !Heads.Values.Any(head => FileSignature.DetectMediaType(head, $"r.{extension}") is not null));

        Assert.Empty(unknown);
    }

    [Fact]
    public void CutAnywhere_NeverThrows()
    {
        foreach (var head in Heads.Values)
        {
            for (var length = 0; length <= head.Length; length++)
            {
                foreach (var extension in Heads.Keys)
                {
                    _ = FileSignature.DetectMediaType(head.AsSpan(0, length), $"r.{extension}");
                }
            }
        }
    }
}
