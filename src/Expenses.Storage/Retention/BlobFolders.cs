using Azure.Storage.Blobs;

namespace Expenses.Storage.Retention;

/// <summary>Whole folders of blobs.</summary>
internal static class BlobFolders
{
    /// <summary>Deletes every blob of a folder; one that is gone already is no error.</summary>
    /// <param name="container">The container.</param>
    /// <param name="folder">The folder, with the slash at its end.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is empty.</returns>
    public static async Task DeleteFolderAsync(this BlobContainerClient container, string folder, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(prefix: folder, cancellationToken: cancellationToken))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }
    }
}
