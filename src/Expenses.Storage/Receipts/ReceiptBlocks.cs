using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Expenses.Core.Receipts;

namespace Expenses.Storage.Receipts;

/// <summary>
/// The blocks of one upload. Their ids start with a name of this upload, so that two uploads under one receipt id do not
/// take each other's blocks; the service drops blocks that are never committed.
/// </summary>
internal sealed class ReceiptBlocks(BlockBlobClient blob)
{
    private readonly string _upload = Guid.NewGuid().ToString("N");
    private readonly List<string> _ids = [];

    /// <summary>Sends one block; nobody sees it yet.</summary>
    public async Task StageAsync(ArraySegment<byte> block, CancellationToken cancellationToken)
    {
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_upload}{_ids.Count:D6}"));
        using var stream = new MemoryStream(block.Array!, block.Offset, block.Count, writable: false);
        await blob.StageBlockAsync(id, stream, options: null, cancellationToken);
        _ids.Add(id);
    }

    /// <summary>Makes all blocks one visible blob, unless there is one of that name.</summary>
    public Task CommitAsync(Receipt receipt, CancellationToken cancellationToken) => blob.CommitBlockListAsync(
        _ids,
        new CommitBlockListOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = receipt.MediaType },
            Metadata = ReceiptProperties.Metadata(receipt),
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        },
        cancellationToken);
}
