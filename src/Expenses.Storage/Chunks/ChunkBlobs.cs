using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;

namespace Expenses.Storage.Chunks;

/// <summary>
/// Items in blobs of <see cref="Dataset.ChunkSize"/>. Every writing has a version of its own, named by the row that makes
/// it visible: two writers of one id never mix, and what an interrupted one left is never read.
/// </summary>
/// <typeparam name="T">The item.</typeparam>
internal sealed class ChunkBlobs<T>(BlobContainerClient container)
{
    /// <summary>Writes items, one chunk in memory at a time.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">What the items belong to.</param>
    /// <param name="items">The items; read once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The version, and how many items it has.</returns>
    public async Task<(string Version, int Count)> WriteAsync(
        CompanyKey company, string id, IEnumerable<T> items, CancellationToken cancellationToken)
    {
        var version = Guid.NewGuid().ToString("N");
        var chunks = 0;
        var count = 0;
        foreach (var chunk in items.Chunk(Dataset.ChunkSize))
        {
            var json = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(chunk, ChunkJson.Options));
            await Blob(company, id, version, chunks++).UploadAsync(json, overwrite: true, cancellationToken);
            count += chunk.Length;
        }

        return (version, count);
    }

    /// <summary>Reads one chunk.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">What the items belong to.</param>
    /// <param name="version">The version its row names.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The items.</returns>
    /// <exception cref="InvalidDataException">There is no such chunk.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync(
        CompanyKey company, string id, string version, int chunk, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Blob(company, id, version, chunk).DownloadStreamingAsync(cancellationToken: cancellationToken);
            using var download = answer.Value;
            return await JsonSerializer.DeserializeAsync<IReadOnlyList<T>>(download.Content, ChunkJson.Options, cancellationToken)
                ?? throw new InvalidDataException($"Chunk {chunk} of {id} is empty.");
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            throw new InvalidDataException($"There is no chunk {chunk} of {id}.", failure);
        }
    }

    /// <summary>Removes a version that no row names because another writer was there before.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">What the items belong to.</param>
    /// <param name="version">The version.</param>
    /// <param name="count">How many items it has.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is removed.</returns>
    public async Task RemoveAsync(CompanyKey company, string id, string version, int count, CancellationToken cancellationToken)
    {
        for (var chunk = 0; chunk * Dataset.ChunkSize < count; chunk++)
        {
            await Blob(company, id, version, chunk).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    private BlobClient Blob(CompanyKey company, string id, string version, int chunk) =>
        container.GetBlobClient($"{RowKeys.Folder(company, id)}/{version}/{chunk:D6}.json");
}
