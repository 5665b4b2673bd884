using Azure;
using Azure.Storage.Blobs;

namespace Expenses.Storage.Webhooks;

/// <summary>Reads the small blobs of webhooks.</summary>
internal static class WebhookBlobs
{
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
