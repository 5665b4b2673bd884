using System.Buffers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Storage.Keys;

namespace Expenses.Storage.Receipts;

/// <summary>
/// A blob for each receipt, written in blocks that become visible all at once when the last one is there. One buffer of
/// <see cref="BlockBytes"/> is all that an upload holds.
/// </summary>
internal sealed class BlobReceiptStore(BlobServiceClient service, StorageNames names, TimeProvider time) : IReceiptStore
{
    private const int BlockBytes = 1024 * 1024;

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(names.ReceiptBlobs);

    public async Task<Receipt> SaveAsync(ReceiptUpload upload, CancellationToken cancellationToken = default)
    {
        var fileName = ReceiptFileName.Check(upload);
        var stored = await FindAsync(upload.Company, upload.Id, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using var content = new ReceiptContent(upload, fileName, buffer);
            if (stored is not null)
            {
                return SameOrRefused(stored, await ReadWholeAsync(content, blocks: null, cancellationToken));
            }

            var blocks = new ReceiptBlocks(Blob(upload.Company, upload.Id));
            var sha256 = await ReadWholeAsync(content, blocks, cancellationToken);
            var receipt = new Receipt(
                upload.Company, upload.Id, fileName, content.MediaType, content.SizeBytes, sha256, time.GetUtcNow().ToUniversalTime());
            return await CommitAsync(blocks, receipt, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task<Receipt?> FindAsync(CompanyKey company, ReceiptId id, CancellationToken cancellationToken = default)
    {
        try
        {
            var properties = await Blob(company, id).GetPropertiesAsync(cancellationToken: cancellationToken);
            return ReceiptProperties.Read(company, id, properties.Value);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
    }

    public async Task<Stream> OpenReadAsync(Receipt receipt, CancellationToken cancellationToken = default)
    {
        try
        {
            var options = new BlobOpenReadOptions(allowModifications: false) { BufferSize = BlockBytes };
            return await Blob(receipt.Company, receipt.Id).OpenReadAsync(options, cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            throw new FileNotFoundException($"Receipt {receipt.Id} of company {receipt.Company} is not stored.", failure);
        }
    }

    // What is stored already is not written again; its bytes are compared by their hash.
    private static async Task<string> ReadWholeAsync(ReceiptContent content, ReceiptBlocks? blocks, CancellationToken cancellationToken)
    {
        while (await content.NextBlockAsync(cancellationToken))
        {
            if (blocks is not null)
            {
                await blocks.StageAsync(content.Block, cancellationToken);
            }
        }

        return content.Sha256();
    }

    private static Receipt SameOrRefused(Receipt stored, string sha256) =>
        string.Equals(stored.Sha256, sha256, StringComparison.Ordinal)
            ? stored
            : throw new ContractException(409, $"Another file is stored as receipt {stored.Id}.");

    private async Task<Receipt> CommitAsync(ReceiptBlocks blocks, Receipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await blocks.CommitAsync(receipt, cancellationToken);
            return receipt;
        }
        catch (RequestFailedException failure) when (failure.Status is 400 or 409 or 412)
        {
            // Somebody else committed under this name, or this commit's first answer was lost.
            if (await FindAsync(receipt.Company, receipt.Id, cancellationToken) is not { } stored)
            {
                throw;
            }

            return SameOrRefused(stored, receipt.Sha256);
        }
    }

    private BlockBlobClient Blob(CompanyKey company, ReceiptId id) => _container.GetBlockBlobClient(RowKeys.Folder(company, id.Value));
}
