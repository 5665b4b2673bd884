using System.Buffers;
using System.Buffers.Text;
using Expenses.Core.Errors;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>
/// Undoes what the oldest published SDK does to a byte array: it sends it as decimal numbers with commas between them,
/// `37,80,68,70` (codat-contract T8).
/// </summary>
internal static class DecimalBytes
{
    private const int SniffedBytes = 1024;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("0123456789,"u8);

    /// <summary>The bytes the content stands for; the content itself when it is no such list.</summary>
    /// <param name="content">The content, seekable; it is taken over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ContractException">400: it begins as such a list and goes on as something else.</exception>
    public static async Task<Stream> DecodeAsync(Stream content, CancellationToken cancellationToken)
    {
        if (!await IsListAsync(content, cancellationToken))
        {
            return content;
        }

        await using (content)
        {
            var decoded = new MemoryStream();
            var text = new byte[64 * 1024];
            var kept = 0;
            int read;
            while ((read = await content.ReadAsync(text.AsMemory(kept), cancellationToken)) > 0)
            {
                kept = Decode(text, kept + read, decoded, isLast: false);
            }

            Decode(text, kept, decoded, isLast: true);
            decoded.Position = 0;
            return decoded;
        }
    }

    private static async Task<bool> IsListAsync(Stream content, CancellationToken cancellationToken)
    {
        var start = new byte[SniffedBytes];
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        return length > 0 && IsList(start.AsSpan(0, length));
    }

    private static bool IsList(ReadOnlySpan<byte> start) =>
        !start.ContainsAnyExcept(Alphabet) && start.Contains((byte)',') && TryNumber(start[..start.IndexOf((byte)',')], out _);

    // Writes the whole numbers of the buffer, moves the rest to its front and tells its length.
    private static int Decode(byte[] text, int length, MemoryStream decoded, bool isLast)
    {
        var rest = text.AsSpan(0, length);
        int comma;
        while ((comma = rest.IndexOf((byte)',')) >= 0)
        {
            decoded.WriteByte(Number(rest[..comma]));
            rest = rest[(comma + 1)..];
        }

        if (isLast || rest.Length > 3)
        {
            decoded.WriteByte(Number(rest));
            return 0;
        }

        rest.CopyTo(text);
        return rest.Length;
    }

    private static byte Number(ReadOnlySpan<byte> digits) => TryNumber(digits, out var value)
        ? value
        : throw Refusals.Invalid("body", "The file's bytes are written as numbers, and one of them is no byte.", "Multipart");

    private static bool TryNumber(ReadOnlySpan<byte> digits, out byte value) =>
        Utf8Parser.TryParse(digits, out value, out var consumed) && consumed == digits.Length;
}
