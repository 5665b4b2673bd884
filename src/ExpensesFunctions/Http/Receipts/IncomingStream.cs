using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>
/// A request's bytes, read once. What is wrong with the request while it is read is the caller's fault and says so,
/// wherever the bytes are going.
/// </summary>
/// <param name="source">The bytes.</param>
/// <param name="atEnd">Looks at what follows them before their end is told, so that who reads them can still be refused; null for nothing.</param>
internal sealed class IncomingStream(Stream source, Func<CancellationToken, Task>? atEnd = null) : Stream
{
    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The refusal of a body that breaks off or is no multipart body.</summary>
    public static ContractException Malformed() =>
        Refusals.Invalid("body", "The body is cut off, or is no well-formed multipart/form-data.", "Multipart");

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0 && atEnd is not null)
            {
                await atEnd(cancellationToken);
            }

            return read;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Malformed();
        }
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read asynchronously.");

    /// <inheritdoc />
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
