using System.Net;
using System.Net.Http.Headers;
using Expenses.Core.Receipts;

namespace Expenses.Connectors.Codat.Http;

/// <summary>A stored receipt as a part of an upload: its length is declared, and each attempt opens the file anew and streams it.</summary>
internal sealed class ReceiptContent : HttpContent
{
    private readonly Receipt _receipt;
    private readonly IReceiptStore _receipts;

    public ReceiptContent(Receipt receipt, IReceiptStore receipts)
    {
        _receipt = receipt;
        _receipts = receipts;
        Headers.ContentType = new MediaTypeHeaderValue(receipt.MediaType);
    }

    /// <summary>How many attempts came as far as the file.</summary>
    public int Sendings { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Sendings++;
        await using var content = await _receipts.OpenReadAsync(_receipt, cancellationToken);
        await content.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _receipt.SizeBytes;
        return true;
    }
}
