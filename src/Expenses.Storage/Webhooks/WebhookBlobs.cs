using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Expenses.Storage.Webhooks;

/// <summary>The small blobs of webhooks: written once, read whole.</summary>
internal static class WebhookBlobs
{
    private static readonly BlobUploadOptions OnlyNew = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };

    /// <summary>Writes a blob unless it is there: what was sent under an id stays what it was.</summary>
    public static async Task KeepAsync(BlobClient blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(new BinaryData(content), OnlyNew, cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status == 412 || failure.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // It is there.
        }
    }

    /// <summary>Reads a blob whole.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(BlobClient blob, string what, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await blob.DownloadContentAsync(cancellationToken);
            return answer.Value.Content.ToMemory();
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            throw new InvalidDataException($"There is no {what}.", failure);
        }
    }
}
