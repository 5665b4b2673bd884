using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Expenses.Storage.Connections;

/// <summary>Reads the connection settings as Azure Functions does: a connection string, or a service's address and an identity.</summary>
internal static class StorageConnection
{
    /// <summary>Makes the clients; nothing is sent yet.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="retries">How often the SDK sends a failed request again.</param>
    /// <returns>The clients.</returns>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it, never its value.</exception>
    public static StorageClients Open(IConfiguration configuration, string name, int retries)
    {
        var section = configuration.GetSection(name);
        return string.IsNullOrWhiteSpace(section.Value)
            ? OpenWithIdentity(section, name, retries)
            : OpenWithText(section.Value, name, retries);
    }

    [SuppressMessage("Design", "MA0054", Justification = "The SDK's message may quote the connection string, and with it the account's key.")]
    private static StorageClients OpenWithText(string text, string name, int retries)
    {
        try
        {
            return new StorageClients(
                new TableServiceClient(text, StorageRetries.Tables(retries)),
                new BlobServiceClient(text, StorageRetries.Blobs(retries)),
                new QueueServiceClient(text, StorageRetries.Queues(retries)));
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"Setting '{name}' is not a connection string of a storage account ({failure.GetType().Name}).");
        }
    }

    private static StorageClients OpenWithIdentity(IConfigurationSection section, string name, int retries)
    {
        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        return new StorageClients(
            new TableServiceClient(Address(section, name, "table"), (TokenCredential)credential, StorageRetries.Tables(retries)),
            new BlobServiceClient(Address(section, name, "blob"), credential, StorageRetries.Blobs(retries)),
            new QueueServiceClient(Address(section, name, "queue"), credential, StorageRetries.Queues(retries)));
    }

    private static Uri Address(IConfigurationSection section, string name, string service)
    {
        var text = section[$"{service}ServiceUri"];
        if (string.IsNullOrWhiteSpace(text) && section["accountName"] is { Length: > 0 } account)
        {
            text = $"https://{account}.{service}.core.windows.net";
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException(
                $"No storage account is set. Set '{name}' to a connection string, or '{name}__accountName' " +
                $"(or '{name}__{service}ServiceUri') to use an identity.");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"Setting '{name}__{service}ServiceUri' is not an absolute address.");
    }
}
