using System.Security.Cryptography;
using Expenses.Core.Errors;
using Expenses.Core.Receipts;

namespace Expenses.Storage.Receipts;

/// <summary>
/// The bytes of an upload on their way in, one block at a time through one buffer: counted, hashed, and looked at where
/// they begin. A fault in them ends the upload at the block it is seen in.
/// </summary>
internal sealed class ReceiptContent(ReceiptUpload upload, string fileName, byte[] buffer) : IDisposable
{
    private const string ItemId = "content";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many bytes came so far.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>The media type, known after the first block.</summary>
    public string MediaType { get; private set; } = "";

    /// <summary>The block read last: a part of the buffer, good until the next one is read.</summary>
    public ArraySegment<byte> Block { get; private set; }

    /// <summary>Reads the next block.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="ContractException">400: empty, too large, or not of the type its name says.</exception>
    public async Task<bool> NextBlockAsync(CancellationToken cancellationToken)
    {
        var length = await upload.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (SizeBytes == 0)
        {
            MediaType = MediaTypeOf(buffer.AsSpan(0, length));
        }

        SizeBytes += length;
        if (SizeBytes > upload.Rules.MaxBytes)
        {
            throw Refusals.Invalid(ItemId, $"The file is larger than {upload.Rules.MaxBytes} bytes.", "ReceiptSize");
        }

        _hash.AppendData(buffer, 0, length);
        Block = new ArraySegment<byte>(buffer, 0, length);
        return length > 0;
    }

    /// <summary>The SHA-256 of all bytes, lower-case hexadecimal.</summary>
    /// <returns>The hash; asked for once, at the end.</returns>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private string MediaTypeOf(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            throw Refusals.Invalid(ItemId, "The file is empty.", "ReceiptNotEmpty");
        }

        return FileSignature.DetectMediaType(head[..Math.Min(head.Length, FileSignature.HeadLength)], fileName)
            ?? throw Refusals.Invalid(
                ItemId, $"The content is not what the extension '{Path.GetExtension(fileName)}' says.", "ReceiptContentType");
    }
}
