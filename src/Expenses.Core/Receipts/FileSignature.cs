using System.Collections.Frozen;

namespace Expenses.Core.Receipts;

/// <summary>
/// Tells whether a file is what its name says, by its first bytes. Knows the extensions that platforms take
/// (codat-contract §4.7); a file of any other kind is of unknown type.
/// </summary>
public static class FileSignature
{
    /// <summary>How many first bytes are looked at; more do no harm.</summary>
    public const int HeadLength = 512;

    private static readonly FrozenDictionary<string, FileKind> Kinds = FileKindTable.ByExtension();

    /// <summary>The media type of a file whose first bytes fit its extension.</summary>
    /// <param name="head">The first bytes, at most <see cref="HeadLength"/>; all of a shorter file.</param>
    /// <param name="fileName">The file's name; only its extension counts, in any case.</param>
    /// <returns>The media type, or null when the bytes do not fit or the extension is unknown.</returns>
    public static string? DetectMediaType(ReadOnlySpan<byte> head, string fileName)
    {
        var extension = Path.GetExtension(fileName).TrimStart('.').ToLowerInvariant();
        return Kinds.TryGetValue(extension, out var kind) && !head.IsEmpty && kind.Fits(head) ? kind.MediaType : null;
    }
}
