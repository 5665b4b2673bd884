using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Expenses.Connectors.Sandbox.Ledger.Attachments;

/// <summary>
/// The bytes of attachments. Every upload has a blob of its own, so that two uploads of one file can never mix; only a
/// row makes a blob visible. An upload that dies on the way may leave a blob no row names; it takes space, nothing else.
/// </summary>
internal sealed class AttachmentBlobs(BlobServiceClient service)
{
    public const string Container = "sandbox-attachments";

    // One block in memory at a time, from the pool of the client.
    private const int BlockBytes = 1024 * 1024;

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(Container);

    public Task CreateAsync(CancellationToken cancellationToken) => _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Streams the content in and checks it against what was declared.</summary>
    /// <returns>The name of the committed blob.</returns>
    public async Task<string> SaveAsync(LedgerName ledger, AttachmentRequest request, CancellationToken cancellationToken)
    {
        var name = $"{ledger.Folder}/{Guid.NewGuid():N}";
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = request.MediaType },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 },
        };
        using var content = new HashingStream(request.Content, SandboxLimits.AttachmentBytes);
        await _container.GetBlobClient(name).UploadAsync(content, options, cancellationToken);
        if (content.BytesRead != request.SizeBytes || !content.Sha256().Equals(request.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            await DeleteAsync(name, cancellationToken);
            throw AttachmentRules.Damaged();
        }

        return name;
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        _container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        _container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = BlockBytes }, cancellationToken);
}
