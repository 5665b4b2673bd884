using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;

namespace Expenses.Storage.Data;

/// <summary>What was last read of a connection, in a blob: a chart with all its contacts can be longer than a row.</summary>
internal sealed class BlobReferenceDataStore(BlobServiceClient service, StorageNames names) : IReferenceDataStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(names.ReferenceBlobs);

    public async Task<ReferenceData?> FindAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await Blob(company, connection).DownloadStreamingAsync(cancellationToken: cancellationToken);
            using var download = answer.Value;
            return await JsonSerializer.DeserializeAsync<ReferenceData>(download.Content, Json, cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
    }

    public Task SaveAsync(CompanyKey company, ConnectionId connection, ReferenceData data, CancellationToken cancellationToken = default) =>
        Blob(company, connection).UploadAsync(
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(data, Json)), overwrite: true, cancellationToken);

    public Task DeleteAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default) =>
        Blob(company, connection).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private BlobClient Blob(CompanyKey company, ConnectionId connection) =>
        _container.GetBlobClient($"{RowKeys.Folder(company, connection.Value)}.json");
}
