using System.Xml.Linq;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <summary>The Data Protection key ring as blobs, one for each key.</summary>
/// <param name="service">The storage account.</param>
internal sealed class BlobKeyRing(BlobServiceClient service) : IXmlRepository
{
    private readonly BlobContainerClient _container = service.GetBlobContainerClient("data-protection-keys");

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        if (!_container.Exists().Value)
        {
            return [];
        }

        return [.. _container.GetBlobs()
            .Select(blob => _container.GetBlobClient(blob.Name).DownloadContent().Value.Content.ToString())
            .Select(XElement.Parse)];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        _container.CreateIfNotExists();
        _container.GetBlobClient($"{friendlyName}.xml").Upload(BinaryData.FromString(element.ToString(SaveOptions.DisableFormatting)), overwrite: true);
    }
}
